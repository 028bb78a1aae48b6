// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Looks;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 6.4 of the contract: jobs are dismissed by the rule of version 2.0. */
final class DismissalTest {

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> delete(Task task) throws Exception {
    return server.http.send("DELETE", OgcServer.path(task));
  }

  private JsonNode dismissed(Task task) throws Exception {
    HttpResponse<String> answer = delete(task);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(OgcServer.type(answer)).isEqualTo("application/json");
    JsonNode job = new Json(answer.body()).parse();
    assertThat(job.path("jobID").asString("")).isEqualTo(task.id().key().toString());
    assertThat(job.path("processID").asString("")).isEqualTo("work");
    assertThat(job.path("type").asString("")).isEqualTo("process");
    return job;
  }

  private String status(Task task) throws Exception {
    return server.json(OgcServer.path(task)).path("status").asString("");
  }

  @Test
  void section64AnAcceptedJobNeverStartsAndStaysVisible() throws Exception {
    server.running();
    server.running();
    Task task = server.start((inputs, context) -> new Work.Out(""));

    JsonNode answer = dismissed(task);

    assertThat(answer.path("status").asString("")).isEqualTo("dismissed");
    assertThat(answer.path("message").asString("")).isEqualTo("Was dismissed before it started.");
    assertThat(status(task)).isEqualTo("dismissed");
    assertThat(server.errand.task(task.id().number()).orElseThrow().attempt().number()).isZero();
  }

  @Test
  void section64ARunningJobIsDismissedAndStaysVisible() throws Exception {
    Task task = server.running();

    JsonNode answer = dismissed(task);

    assertThat(answer.path("status").asString("")).isEqualTo("dismissed");
    assertThat(server.end(task).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(status(task)).isEqualTo("dismissed");
  }

  @Test
  void section64AJobThatDoesNotListenIsCalledDismissedOnceAndThenWhatItIs() throws Exception {
    Gate gate = new Gate();
    Task task =
        server.start((inputs, context) -> {
          gate.passDeaf();
          return new Work.Out("");
        });
    gate.awaitReached();

    JsonNode answer = dismissed(task);

    assertThat(answer.path("status").asString("")).isEqualTo("dismissed");
    assertThat(answer.path("message").asString("")).contains("has not stopped yet");
    assertThat(answer.has("finished")).isFalse();
    assertThat(status(task)).isEqualTo("running");
    assertThat(dismissed(task).path("status").asString("")).as("again").isEqualTo("dismissed");
    gate.open();
    assertThat(server.end(task).status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(status(task)).as("it never noticed").isEqualTo("successful");
  }

  @Test
  void section64AJobThatEndsBeforeItNoticesIsNotCalledDismissed() throws Exception {
    Gate gate = new Gate();
    Task task =
        server.start((inputs, context) -> {
          // Ends because it was asked to, without saying so.
          context.uninterrupted(() -> {
            gate.passDeaf();
            return 0;
          });
          return new Work.Out("");
        });
    gate.awaitReached();
    Thread.ofVirtual()
        .start(() -> {
          while (server.errand.task(task.id().number()).orElseThrow().cancelRequest().isEmpty()) {
            Looks.pause();
          }
          gate.open();
        });

    JsonNode answer = dismissed(task);

    assertThat(answer.path("status").asString("")).isEqualTo("successful");
    assertThat(status(task)).isEqualTo("successful");
  }

  @Test
  void section64AnEndedJobIsRemoved() throws Exception {
    Task good = server.run((inputs, context) -> new Work.Out(""));
    Task bad =
        server.run((inputs, context) -> {
          throw new IllegalStateException("no");
        });
    Task gone = server.running();
    dismissed(gone);
    server.end(gone);

    for (Task task : new Task[] {good, bad, gone}) {
      JsonNode answer = dismissed(task);
      assertThat(answer.path("status").asString("")).isEqualTo("dismissed");
      assertThat(answer.path("message").asString(""))
          .isEqualTo("Was removed with its log and results.");
      assertThat(answer.path("links").valueStream().map(l -> l.path("rel").asString("")))
          .containsExactly("up");
      JsonNode problem = server.problem(404, OgcServer.path(task));
      assertThat(problem.path("type").asString("")).endsWith("/no-such-job");
      assertThat(OgcServer.problem(404, delete(task)).path("type").asString(""))
          .endsWith("/no-such-job");
      assertThat(server.errand.task(task.id().number())).isEmpty();
    }
  }

  @Test
  void section64AnAnswerThatCannotBeGivenDismissesNothing() throws Exception {
    Task task = server.running();

    for (String query : new String[] {"?f=xml", "?f=%FF"}) {
      assertThat(server.http.send("DELETE", OgcServer.path(task) + query).statusCode())
          .isEqualTo(400);
    }
    HttpResponse<String> answer =
        server.http.send("DELETE", OgcServer.path(task), "Accept", "image/png");

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
  }

  @Test
  void section64AnUnknownJobCannotBeDismissed() throws Exception {
    HttpResponse<String> answer =
        server.http.send("DELETE", "/jobs/01935000-0000-7000-8000-000000000000");

    assertThat(OgcServer.problem(404, answer).path("type").asString(""))
        .isEqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job");
  }

  @Test
  void aPageOfAnotherSiteDismissesNothing() throws Exception {
    Task task = server.running();

    HttpResponse<String> answer =
        server.http.send("DELETE", OgcServer.path(task), "Sec-Fetch-Site", "cross-site");

    OgcServer.problem(403, answer);
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
  }
}
