// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import static dev.errand.outgoing.StubServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.outgoing.StubServer;
import dev.errand.outgoing.StubServer.Received;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** That a receiver hears of the beginning of a job before it hears of its end. */
@Timeout(60)
class CallbackOrderTest {

  @TempDir private Path data;
  private StubServer receiver;
  private CallbackServer node;
  private final Gate gate = new Gate();

  @BeforeEach
  void setUp() throws Exception {
    receiver = new StubServer();
    receiver.at("/ok", status(204));
    node = new CallbackServer(data, this::run);
  }

  @AfterEach
  void tearDown() throws Exception {
    gate.open();
    node.close();
    receiver.close();
  }

  private Work.Out run(Work.In inputs, Object context) throws InterruptedException {
    if (inputs.name().equals("gated")) {
      gate.pass();
    }
    return new Work.Out("done");
  }

  private Map<String, String> both() {
    return Map.of("inProgressUri", receiver.url("/run"), "successUri", receiver.url("/ok"));
  }

  @Test
  void theBeginningIsToldAsItWasAndBeforeTheEndHoweverShortTheJob() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    receiver.at(
        "/run",
        exchange -> {
          told.countDown();
          assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
          status(200).to(exchange);
        });
    Task task = node.submit("a", Map.of());
    assertThat(node.errand.await(task.id(), Duration.ofSeconds(20))).isPresent();
    node.callbacks.subscribe(task.id(), node.subscriber(both()));
    told.await();
    node.callbacks.sweep();
    assertThat(node.delivery(task, CallbackEvent.SUCCESS).progress().attempts())
        .as("while the beginning is being told")
        .isZero();
    ended.countDown();
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);

    assertThat(receiver.received).extracting(Received::path).containsExactly("/run", "/ok");
    JsonNode begun = new Json(receiver.received.getFirst().body()).parse();
    assertThat(begun.path("status").asString("")).isEqualTo("running");
    assertThat(begun.has("started")).isTrue();
    assertThat(begun.has("finished")).isFalse();
    assertThat(begun.path("links").findValuesAsString("rel")).noneMatch(rel -> rel.contains("res"));
  }

  @Test
  void theBeginningIsNotToldAgainOnceTheEndWas() throws Exception {
    receiver.at("/run", status(500));
    Task task = node.submit("gated", both());
    node.awaitAttempts(task, CallbackEvent.IN_PROGRESS, 1);
    gate.open();
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
    node.clock.advance(Duration.ofMinutes(5));
    node.callbacks.sweep();
    Delivery begun = node.await(task, CallbackEvent.IN_PROGRESS, State.FAILED);

    assertThat(begun.progress().said()).contains("The job has ended meanwhile.");
    assertThat(receiver.received).extracting(Received::path).containsExactly("/run", "/ok");
  }
}
