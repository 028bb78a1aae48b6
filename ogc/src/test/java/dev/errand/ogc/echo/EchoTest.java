// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EchoTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path data;
  private Errand errand;

  @BeforeEach
  void start() {
    errand = Errand.builder().store(SqliteStore.in(data)).data(data).operation(new Echo()).build();
    errand.start();
  }

  @AfterEach
  void stop() {
    errand.close();
  }

  private Task start(String inputs) {
    return errand.submit(Submission.of("echo", new Json(inputs)));
  }

  private Task end(Task task) throws InterruptedException {
    return errand.await(task.id(), PATIENCE).orElseThrow();
  }

  @Test
  void givesBackWhatItGetsAndNothingElse() throws Exception {
    String inputs =
        """
        {"text":"a","list":["b"],"area":{"bbox":[1,2,3,4]},"thing":{"c":[null,{}]},"either":2.5}\
        """;
    assertThat(end(start(inputs)).result()).contains(new Json(inputs));
    assertThat(end(start("{\"text\":\"\"}")).result()).contains(new Json("{\"text\":\"\"}"));
  }

  @Test
  void waitsAndSaysHowFarItIs() throws Exception {
    Task ended = end(start("{\"text\":\"a\",\"pause\":1}"));
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.progress().orElseThrow().amount()).isEqualTo(10);
    assertThat(ended.progress().orElseThrow().total().orElse(0)).isEqualTo(10);
    assertThat(
            Duration.between(
                ended.times().started().orElseThrow(), ended.times().ended().orElseThrow()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
  }

  @Test
  void stopsAtOnceWhenItIsCancelled() throws Exception {
    Task task = start("{\"text\":\"a\",\"pause\":3600}");
    errand.cancel(task.id(), Optional.empty());
    assertThat(end(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }
}
