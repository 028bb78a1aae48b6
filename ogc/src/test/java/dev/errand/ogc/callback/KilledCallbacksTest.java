// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import static dev.errand.outgoing.StubServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.outgoing.StubServer;
import dev.errand.task.Task;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.Work;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 between the end of a job and its delivery loses no delivery. */
class KilledCallbacksTest {

  @TempDir private Path data;

  @Test
  @Timeout(90)
  void whatWasNotDeliveredIsDeliveredAfterTheNextStart() throws Exception {
    AtomicBoolean answers = new AtomicBoolean();
    try (StubServer receiver = new StubServer()) {
      StubServer.Answer silence = receiver.silence();
      receiver.at("/ok", exchange -> (answers.get() ? status(200) : silence).to(exchange));
      List<Long> numbers = runAndKill(receiver.url("/ok"));
      answers.set(true);
      int before = receiver.received.size();
      try (CallbackServer node =
          new CallbackServer(data, (inputs, context) -> new Work.Out("done"))) {
        Task sending = node.errand.task(numbers.getFirst()).orElseThrow();
        Task unseen = node.errand.task(numbers.getLast()).orElseThrow();
        Delivery found = node.await(unseen, CallbackEvent.SUCCESS, State.DELIVERED);
        assertThat(found.progress().attempts()).isEqualTo(1);
        // Nobody can know that the one who was sending it is dead.
        node.callbacks.sweep();
        assertThat(node.delivery(sending, CallbackEvent.SUCCESS).progress().attempts())
            .isEqualTo(1);
        node.clock.advance(CallbackSettings.DEFAULT.lease());
        node.callbacks.sweep();
        Delivery again = node.await(sending, CallbackEvent.SUCCESS, State.DELIVERED);
        assertThat(again.progress().attempts()).isEqualTo(2);
        assertThat(receiver.received).hasSize(before + 2);
      }
    }
  }

  private List<Long> runAndKill(String url) throws Exception {
    Process process =
        new ProcessBuilder(ChildJvm.command(KilledCallbacks.class, data.toString(), url))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = out.readLine();
      while (line != null && !line.startsWith("ended ")) {
        line = out.readLine();
      }
      assertThat(line).isNotNull();
      return Stream.of(line.substring("ended ".length()).split(" ", -1))
          .map(Long::parseLong)
          .toList();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
