// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 6.1 of the contract: the status document of a job in every state. */
final class JobStatusTest {

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

  private JsonNode status(Task task) throws Exception {
    return server.json(OgcServer.path(task));
  }

  private static String text(JsonNode job, String member) {
    return job.path(member).asString("");
  }

  @Test
  void section61AJobThatWaitsIsAccepted() throws Exception {
    server.running();
    server.running();
    Task task = server.start((inputs, context) -> new Work.Out(""));

    JsonNode job = status(task);

    assertThat(text(job, "status")).isEqualTo("accepted");
    assertThat(job.path("progress").asInt(-1)).isZero();
    assertThat(job.propertyNames())
        .contains("processID", "type", "jobID", "status", "created", "updated", "links")
        .doesNotContain("started", "finished");
    assertThat(text(job, "message")).isEqualTo("Waits: workers busy, next in turn.");
  }

  @Test
  void section61ARunningJobSaysHowFarItIs() throws Exception {
    Gate gate = new Gate();
    Task task =
        server.start((inputs, context) -> {
          context.progress("Reading \"it\" \u00e9", 21, 50);
          gate.pass();
          return new Work.Out("");
        });
    gate.awaitReached();

    JsonNode job = status(task);

    assertThat(text(job, "processID")).isEqualTo("work");
    assertThat(text(job, "type")).isEqualTo("process");
    assertThat(text(job, "jobID")).isEqualTo(task.id().key().toString());
    assertThat(text(job, "status")).isEqualTo("running");
    assertThat(text(job, "message")).isEqualTo("Reading \"it\" \u00e9");
    assertThat(job.path("progress").asInt(-1)).isEqualTo(42);
    assertThat(text(job, "created")).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(text(job, "started")).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(job.has("finished")).isFalse();
    gate.open();
    server.end(task);
  }

  @Test
  void section61ProgressWithoutATotalIsNoPercentage() throws Exception {
    for (double[] amountAndTotal : new double[][] {{5, 0}, {5, -1}, {0, 0}}) {
      Gate gate = new Gate();
      Task task =
          server.start((inputs, context) -> {
            context.progress("", amountAndTotal[0], amountAndTotal[1]);
            gate.pass();
            return new Work.Out("");
          });
      gate.awaitReached();
      assertThat(status(task).has("progress")).as("%s", amountAndTotal).isFalse();
      assertThat(status(task).has("message")).isFalse();
      gate.open();
      server.end(task);
    }
  }

  @Test
  void section61ProgressStaysWithinItsBounds() throws Exception {
    for (int amount : List.of(-3, 13)) {
      Gate gate = new Gate();
      Task task =
          server.start((inputs, context) -> {
            context.progress("", amount, 10);
            gate.pass();
            return new Work.Out("");
          });
      gate.awaitReached();
      assertThat(status(task).path("progress").asInt(-1)).isEqualTo(amount < 0 ? 0 : 100);
      gate.open();
      server.end(task);
    }
  }

  @Test
  void section61ASuccessfulJobIsDoneAndLinksItsResults() throws Exception {
    Task task =
        server.run((inputs, context) -> {
          context.progress("half", 1, 2);
          server.clock.advance(Duration.ofSeconds(90));
          return new Work.Out("");
        });

    JsonNode job = status(task);

    assertThat(text(job, "status")).isEqualTo("successful");
    assertThat(job.path("progress").asInt(-1)).isEqualTo(100);
    assertThat(job.has("message")).isFalse();
    assertThat(text(job, "started")).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(text(job, "finished")).isEqualTo("2026-11-22T06:01:30Z");
    assertThat(text(job, "updated")).isEqualTo("2026-11-22T06:01:30Z");
    String self = server.base() + OgcServer.path(task);
    assertThat(OgcServer.hrefs(job, "self")).containsExactly(self);
    assertThat(OgcServer.hrefs(job, "monitor")).containsExactly(self);
    assertThat(OgcServer.hrefs(job, "alternate")).containsExactly(self + "?f=html");
    assertThat(OgcServer.hrefs(job, "up")).containsExactly(server.base() + "/jobs");
    assertThat(OgcServer.hrefs(job, "log")).containsExactly(self + "/log");
    assertThat(OgcServer.hrefs(job, "events")).containsExactly(self + "/events");
    assertThat(OgcServer.hrefs(job, "http://www.opengis.net/def/rel/ogc/1.0/results"))
        .containsExactly(self + "/results");
    assertThat(OgcServer.hrefs(job, "http://www.opengis.net/def/rel/ogc/1.0/exceptions")).isEmpty();
    job.path("links")
        .forEach(link -> {
          assertThat(text(link, "rel")).isNotEmpty();
          assertThat(text(link, "type")).isNotEmpty();
          assertThat(text(link, "href")).startsWith(server.base());
        });
  }

  @Test
  void section61AFailedJobSaysWhyWithoutATrace() throws Exception {
    Task task =
        server.run((inputs, context) -> {
          context.progress("half", 1, 2);
          throw new IllegalStateException("the file is <empty>");
        });

    HttpResponse<String> answer = server.get(OgcServer.path(task));
    JsonNode job = status(task);

    assertThat(text(job, "status")).isEqualTo("failed");
    assertThat(text(job, "message")).isEqualTo("the file is <empty>");
    assertThat(job.path("progress").asInt(-1)).isEqualTo(50);
    assertThat(answer.body()).doesNotContain("\\tat ").doesNotContain("IllegalState");
    assertThat(OgcServer.hrefs(job, "http://www.opengis.net/def/rel/ogc/1.0/exceptions"))
        .containsExactly(server.base() + OgcServer.path(task) + "/results");
    assertThat(OgcServer.hrefs(job, "http://www.opengis.net/def/rel/ogc/1.0/results")).isEmpty();
  }

  @Test
  void section61ACancelledJobIsDismissed() throws Exception {
    Task task = server.running();
    server.errand.cancel(task.id(), Optional.of("jjones"));
    server.end(task);

    JsonNode job = status(task);

    assertThat(text(job, "status")).isEqualTo("dismissed");
    assertThat(text(job, "message")).isEqualTo("Was dismissed while it ran.");
    assertThat(text(job.path("cancel"), "by")).isEqualTo("jjones");
    assertThat(text(job.path("cancel"), "noticed"))
        .isEqualTo(text(job.path("cancel"), "requested"));
    assertThat(job.path("cancel").has("abandoned")).isFalse();
  }

  @Test
  void section61UpdatedMovesWithACancel() throws Exception {
    Gate gate = new Gate();
    Task task =
        server.start((inputs, context) -> {
          context.progress("slow", 1);
          gate.passDeaf();
          return new Work.Out("");
        });
    gate.awaitReached();
    server.clock.advance(Duration.ofMillis(1_500));
    server.errand.cancel(task.id(), Optional.empty());

    JsonNode job = status(task);

    assertThat(text(job, "status")).isEqualTo("running");
    assertThat(text(job, "message")).isEqualTo("Was asked to stop and has not stopped yet.");
    assertThat(text(job, "updated")).isEqualTo("2026-11-22T06:00:01.500Z");
    gate.open();
    server.end(task);
  }

  @Test
  void aJobSaysItsNumberAndItsAttempt() throws Exception {
    Gate gate = new Gate();
    Task running =
        server.start((inputs, context) -> {
          gate.pass();
          return new Work.Out("");
        });
    gate.awaitReached();
    server.running();
    Task waiting = server.start((inputs, context) -> new Work.Out(""));

    assertThat(status(running).path("number").asLong(0)).isEqualTo(running.id().number());
    assertThat(status(running).path("attempt").asInt(-1)).isEqualTo(1);
    assertThat(status(waiting).path("number").asLong(0)).isEqualTo(waiting.id().number());
    assertThat(status(waiting).path("attempt").asInt(-1)).isZero();
    gate.open();
    server.end(running);
  }

  @Test
  void theViewsOfOneTaskLeadToEachOther() throws Exception {
    Task task = server.run((inputs, context) -> new Work.Out(""));
    String job = server.base() + OgcServer.path(task);
    String inGeoGig = server.base() + "/tasks/" + task.id();

    assertThat(server.get(OgcServer.path(task)).headers().allValues("Link"))
        .containsExactly("<" + inGeoGig + ">; rel=\"alternate\"");
    assertThat(server.get("/tasks/" + task.id()).headers().allValues("Link"))
        .containsExactly("<" + job + ">; rel=\"alternate\"");
  }

  @Test
  void section2AnUnknownJobIsTold() throws Exception {
    JsonNode problem = server.problem(404, "/jobs/01935000-0000-7000-8000-000000000000");

    assertThat(text(problem, "type"))
        .isEqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job");
    assertThat(text(problem, "title")).isEqualTo("No such job");
    assertThat(text(problem, "instance")).isEqualTo("/jobs/01935000-0000-7000-8000-000000000000");
    assertThat(text(problem, "detail")).contains("01935000-0000-7000-8000-000000000000");
  }

  @Test
  void section2WhatIsNoIdIsAnUnknownJob() throws Exception {
    Task task = server.run((inputs, context) -> new Work.Out(""));
    String key = task.id().key().toString();

    for (String id :
        List.of("1", "x", "1-1-1-1-1", "%20", key.replace("-", ""), key + ".json", key + "0")) {
      assertThat(text(server.problem(404, "/jobs/" + id), "type")).endsWith("/no-such-job");
    }
    assertThat(server.get("/jobs/" + key.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(200);
  }

  @Test
  void theJobOfAnyDialectIsAJob() throws Exception {
    Task task = server.run((inputs, context) -> new Work.Out(""));

    assertThat(server.get("/tasks/" + task.id() + ".json").body()).contains("FINISHED");
    assertThat(text(status(task), "status")).isEqualTo("successful");
  }
}
