// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ContainerPrincipals;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a job says while it waits. */
final class WaitingJobTest {

  private static final Scope WORK = new Scope.OfOperation("held");

  @TempDir private Path data;

  private final Semaphore go = new Semaphore(0);

  @SuppressWarnings("NullAway.Init")
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    Work held =
        Work.of(
            "held",
            (in, context) -> {
              go.acquire();
              return new Work.Out("done");
            });
    server = new OgcServer(data, ContainerPrincipals.open(), held);
  }

  @AfterEach
  void stop() throws Exception {
    go.release(1_000);
    server.close();
  }

  private Task submit() {
    return submit(Submission.builder("held"));
  }

  private Task submit(Submission.Builder submission) {
    return server.errand.submit(submission.inputs(Work.In.named("x")).build());
  }

  private JsonNode waiting(Task task) throws Exception {
    return server.json(OgcServer.path(task)).path("waiting");
  }

  @Test
  void saysThatItsOperationIsPaused() throws Exception {
    server.errand.limits().pause("held", Optional.empty());
    Task task = submit();

    JsonNode job = server.json(OgcServer.path(task));
    assertThat(job.path("message").asString("")).isEqualTo("Waits: operation held is paused.");
    assertThat(job.path("waiting").toString())
        .isEqualTo("{\"reason\":\"paused\",\"text\":\"operation held is paused\"}");
  }

  @Test
  void saysWhichLimitItWaitsFor() throws Exception {
    server.errand.limits().set(WORK, Limit.NONE.concurrency(1), Optional.empty());
    Task first = submit();
    Task second = submit();
    while (server.errand.task(first.id().number()).orElseThrow().status() != TaskStatus.RUNNING) {
      server.errand.await(first.id(), Duration.ofMillis(20));
    }

    assertThat(waiting(second).toString())
        .isEqualTo(
            "{\"reason\":\"limit\",\"text\":\"limit of operation held: 1 may run at once\","
                + "\"scope\":\"operation:held\",\"limit\":1}");
    go.release();
    server.end(first);
    go.release();
    server.end(second);
    assertThat(waiting(second).isMissingNode()).isTrue();
  }

  @Test
  void saysHowManyAreBeforeItAndKeepsItsTag() throws Exception {
    server.errand.limits().pause("held", Optional.empty());
    Task behind = submit();
    Task urgent = submit(Submission.builder("held").priority(1));
    server.errand.drain();
    server.errand.limits().resume("held", Optional.empty());

    assertThat(waiting(behind).toString())
        .isEqualTo("{\"reason\":\"workers\",\"text\":\"workers busy, 1 ahead\",\"ahead\":1}");
    HttpResponse<String> answer = server.get(OgcServer.path(behind));
    String tag = answer.headers().firstValue("ETag").orElse("");
    assertThat(tag).startsWith("W/\"");
    server.errand.cancel(urgent.id(), Optional.empty());
    assertThat(waiting(behind).path("ahead").asInt(-1)).isZero();
    assertThat(server.get(OgcServer.path(behind), "If-None-Match", tag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void saysThatAnEarlierOneOnTheSameHasNotEnded() throws Exception {
    Submission.Builder keyed = Submission.builder("held").orderingKey("k");
    submit(keyed);

    assertThat(waiting(submit(keyed)).path("reason").asString("")).isEqualTo("order");
  }
}
