// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static dev.errand.ogc.echo.EchoServer.header;
import static dev.errand.ogc.echo.EchoServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.TaskStatus;
import dev.errand.testkit.Looks;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sections 5.1 to 5.3, 5.5 and 5.6 of the contract. */
class ExecutionTest extends ServedEcho {

  private static final String TEXT = "{\"inputs\":{\"text\":\"hello\"},\"response\":\"document\"}";
  private static final String LONG = "{\"inputs\":{\"text\":\"hello\",\"pause\":3600}}";
  private static final String TYPES =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

  @Test
  void section52WithoutAPreferenceTheResultsAreTheAnswer() throws Exception {
    HttpResponse<String> answer = server.echo(TEXT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"text\":\"hello\"}\n");
    assertThat(answer.headers().map()).doesNotContainKeys("link", "preference-applied");
  }

  @Test
  void section55ASynchronousExecutionIsAJob() throws Exception {
    String job = header(server.echo(TEXT), "Errand-Job").substring(server.base().length());
    JsonNode status = json(server.http.get(job));
    assertThat(status.path("status").asString()).isEqualTo("successful");
    assertThat(server.http.get(job + "/results").body()).isEqualTo("{\"text\":\"hello\"}\n");
  }

  @Test
  void section52PreferencesAreFoundAmongOthers() throws Exception {
    for (String prefer :
        List.of(
            "respond-async",
            "respond-async ",
            "handling=lenient, Respond-Async",
            "return=minimal;x=\"y\",respond-async",
            "wait=5, respond-sync")) {
      HttpResponse<String> answer = server.echo(TEXT, "Prefer", prefer);
      boolean async = prefer.toLowerCase(Locale.ROOT).contains("respond-async");
      assertThat(answer.statusCode()).isEqualTo(async ? 201 : 200);
      assertThat(header(answer, "Preference-Applied"))
          .isEqualTo(async ? "respond-async" : "wait=5");
    }
  }

  @Test
  void section52WhatIsNoPreferenceIsPassedOver() throws Exception {
    for (String prefer :
        List.of("respond-sync", "response-async", "wait=x", "wait", "=", ",;,", "wait=-1")) {
      HttpResponse<String> answer = server.echo(TEXT, "Prefer", prefer);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Preference-Applied")).isEmpty();
    }
  }

  @Test
  void section52SeveralHeadersCount() throws Exception {
    HttpResponse<String> answer =
        server.echo(TEXT, "Prefer", "return=minimal", "Prefer", "respond-async");
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void section52WhoWaitsNotLongEnoughGetsTheJob() throws Exception {
    HttpResponse<String> answer = server.echo(LONG, "Prefer", "wait=1");
    String job = server.job(answer);
    assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=1");
    assertThat(server.task(job).status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(server.job(server.echo(LONG, "Prefer", "respond-async, wait=1"))).isNotEqualTo(job);
    assertThat(server.echo(TEXT, "Prefer", "respond-async, wait=10").statusCode()).isEqualTo(200);
  }

  @Test
  void section53TheAnswerIsTheJobAsItWasAccepted() throws Exception {
    HttpResponse<String> answer = server.echo(LONG, "Prefer", "respond-async");
    String job = server.job(answer);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    JsonNode status = json(answer);
    assertThat(status.path("status").asString()).isEqualTo("accepted");
    assertThat(status.path("processID").asString()).isEqualTo("echo");
    assertThat(status.path("type").asString()).isEqualTo("process");
    assertThat("/jobs/" + status.path("jobID").asString()).isEqualTo(job);
    assertThat(status.path("updated")).isEqualTo(status.path("created"));
    assertThat(status.has("started")).isFalse();
    assertThat(status.path("links").toString()).contains("\"monitor\"");
  }

  @Test
  void section55ACallerThatGoesAwayLeavesTheTask() throws Exception {
    try (var socket = Wire.connect(server.http.port())) {
      String body = "{\"inputs\":{\"text\":\"a\",\"pause\":1}}";
      String request =
          "POST /processes/echo/execution HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      while (server.tasks().isEmpty()) {
        Looks.pause();
      }
    }
    var task = server.tasks().getFirst();
    assertThat(server.errand.await(task.id(), EchoServer.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
  }

  @Test
  void section55ATaskThatIsDismissedMeanwhileIsAConflict() throws Exception {
    var answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return server.echo(LONG);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    while (server.tasks().isEmpty()) {
      Looks.pause();
    }
    var unused = server.errand.cancel(server.tasks().getFirst().id(), Optional.empty());
    EchoServer.problem(409, answer.get());
  }

  @Test
  void section56AnUnknownProcessIsNotFound() throws Exception {
    JsonNode problem = EchoServer.problem(404, server.execute("ecko", TEXT));
    assertThat(problem.path("type").asString()).isEqualTo(TYPES + "no-such-process");
  }

  @Test
  void section56EveryWrongInputIsNamedBeforeATaskExists() throws Exception {
    String detail =
        server
            .refused(400, "{\"inputs\":{\"pause\":-1,\"list\":[1],\"typo\":2,\"either\":true}}")
            .path("detail")
            .asString();
    assertThat(detail).contains("text: is missing", "pause", "list/0", "typo", "either");
    assertThat(server.tasks()).isEmpty();
  }

  @Test
  void section56TheMediaTypeOfErrorsFollowsAccept() throws Exception {
    assertThat(header(server.echo("{}", "Accept", "application/json"), "Content-Type"))
        .isEqualTo("application/json");
  }

  @Test
  void section51UnknownMembersArePassedOverAndWrongOnesAreNot() throws Exception {
    assertThat(
            server.echo("{\"inputs\":{\"text\":\"a\"},\"mode\":\"auto\",\"x\":[{}]}").statusCode())
        .isEqualTo(200);
    for (String wrong :
        List.of(
            "\"inputs\":[]",
            "\"inputs\":{\"text\":\"a\"},\"response\":\"zip\"",
            "\"inputs\":{\"text\":\"a\"},\"response\":1",
            "\"inputs\":{\"text\":\"a\"},\"outputs\":[]",
            "\"inputs\":{\"text\":\"a\"},\"outputs\":{\"text\":1}",
            "\"inputs\":{\"text\":\"a\"},\"outputs\":{\"text\":{\"transmissionMode\":\"post\"}}",
            "\"inputs\":{\"text\":\"a\"},\"outputs\":{\"thing\":{\"format\":{\"mediaType\":\"image/png\"}}}",
            "\"inputs\":{\"text\":\"a\"},\"subscriber\":3")) {
      server.refused(400, "{" + wrong + "}");
    }
    assertThat(server.tasks()).hasSize(1);
  }

  @Test
  void section51AnUnknownOutputIsRefused() throws Exception {
    JsonNode problem =
        server.refused(400, "{\"inputs\":{\"text\":\"a\"},\"outputs\":{\"texd\":{}}}");
    assertThat(problem.path("type").asString()).isEqualTo(TYPES + "no-such-output");
    assertThat(problem.path("detail").asString()).contains("texd");
  }

  @Test
  void section51OnlyJsonIsTaken() throws Exception {
    assertThat(
            server
                .http
                .raw(
                    "POST /processes/echo/execution HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 0")
                .status())
        .isEqualTo(415);
    assertThat(
            Wire.exchange(
                    server.http.port(),
                    "POST /processes/echo/execution HTTP/1.1\r\nHost: localhost\r\n"
                        + "Connection: close\r\nContent-Length: 25\r\n\r\n"
                        + "{\"inputs\":{\"text\":\"abcd\"}}".substring(0, 25))
                .status())
        .isEqualTo(400);
  }
}
