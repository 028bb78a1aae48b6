// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.OpenAnswers;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Prefer: wait=N} on a job's status. */
class LongPollTest {

  @TempDir Path data;
  private LiveServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LiveServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private CompletableFuture<HttpResponse<String>> asking(Task task, String... headers) {
    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(server.get(LiveServer.path(task), headers));
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static HttpResponse<String> answered(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    return answer.get(20, TimeUnit.SECONDS);
  }

  private static String status(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse().path("status").asString("");
  }

  private static String applied(HttpResponse<String> answer) {
    return answer.headers().firstValue("Preference-Applied").orElse("");
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void theEndIsSeenAtOnce() throws Exception {
    Task task = server.start();
    CompletableFuture<HttpResponse<String>> answer = asking(task, "Prefer", "wait=30");
    server.awaitOpen(1);
    server.log(5);

    server.end(task);

    HttpResponse<String> seen = answered(answer);
    assertThat(status(seen)).isEqualTo("successful");
    assertThat(applied(seen)).isEqualTo("wait=30");
    server.awaitOpen(0);
  }

  @Test
  void aChangeOfTheDocumentEndsTheWaitAndALogLineDoesNot() throws Exception {
    Task task = server.start();
    String tag = tag(server.get(LiveServer.path(task)));
    CompletableFuture<HttpResponse<String>> answer =
        asking(task, "Prefer", "respond-async, wait=30", "If-None-Match", tag);
    server.awaitOpen(1);
    server.log(20);
    assertThat(answer).isNotDone();

    server.step(context -> context.progress("half", 1, 2));

    HttpResponse<String> seen = answered(answer);
    assertThat(status(seen)).isEqualTo("running");
    assertThat(seen.body()).contains("half");
    assertThat(tag(seen)).isNotEqualTo(tag);
    server.end(task);
  }

  @Test
  void whoWaitsForTheEndIsNotWokenByProgress() throws Exception {
    Task task = server.start();
    CompletableFuture<HttpResponse<String>> plain = asking(task, "Prefer", "wait=30");
    CompletableFuture<HttpResponse<String>> patient =
        asking(task, "Prefer", "wait=30, until-ended", "If-None-Match", "\"older\"");
    CompletableFuture<HttpResponse<String>> brief = asking(task, "Prefer", "Until-Ended");
    server.awaitOpen(3);

    server.step(context -> context.progress("half", 1, 2));
    assertThat(answered(plain).body()).contains("half");
    server.awaitOpen(2);
    server.end(task);

    assertThat(status(answered(patient))).isEqualTo("successful");
    assertThat(applied(answered(patient))).isEqualTo("wait=30, until-ended");
    assertThat(status(answered(brief))).isEqualTo("successful");
    assertThat(applied(answered(brief))).isEqualTo("wait=60, until-ended");
  }

  @Test
  void whoWaitsForTheEndIsToldHowItIsWhenTheTimeIsOver() throws Exception {
    Task task = server.start();
    server.step(context -> context.progress("half", 1, 2));

    HttpResponse<String> seen = answered(asking(task, "Prefer", "wait=1", "Prefer", "until-ended"));

    assertThat(status(seen)).isEqualTo("running");
    assertThat(applied(seen)).isEqualTo("wait=1, until-ended");
    assertThat(seen.headers().firstValue("Retry-After")).isPresent();
    server.end(task);
    assertThat(status(answered(asking(task, "Prefer", "until-ended")))).isEqualTo("successful");
  }

  @Test
  void whoKnowsAnOlderDocumentIsAnsweredAtOnce() throws Exception {
    Task task = server.start();

    HttpResponse<String> seen =
        answered(asking(task, "Prefer", "wait=60", "If-None-Match", "\"older\""));

    assertThat(status(seen)).isEqualTo("running");
    assertThat(applied(seen)).isEqualTo("wait=60");
    server.end(task);
  }

  @Test
  void anEndedJobIsAnsweredAtOnce() throws Exception {
    Task task = server.start();
    server.end(task);
    String tag = tag(server.get(LiveServer.path(task)));

    assertThat(status(answered(asking(task, "Prefer", "wait=60")))).isEqualTo("successful");
    HttpResponse<String> known = answered(asking(task, "Prefer", "wait=60", "If-None-Match", tag));
    assertThat(known.statusCode()).isEqualTo(304);
  }

  @Test
  void withoutAChangeTheAnswerIsThatThereIsNone() throws Exception {
    Task task = server.start();
    String tag = tag(server.get(LiveServer.path(task)));

    HttpResponse<String> known = answered(asking(task, "Prefer", "wait=1", "If-None-Match", tag));
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(applied(known)).isEqualTo("wait=1");
    HttpResponse<String> unknown = answered(asking(task, "Prefer", "wait=0"));
    assertThat(status(unknown)).isEqualTo("running");
    assertThat(applied(unknown)).isEqualTo("wait=0");
    server.end(task);
  }

  @Test
  void whatIsAppliedIsAtMostAMinute() throws Exception {
    Task task = server.start();
    server.end(task);

    assertThat(applied(answered(asking(task, "Prefer", "wait=3600")))).isEqualTo("wait=60");
    assertThat(applied(answered(asking(task, "Prefer", "foo; bar, Wait = \"5\" ; x=y"))))
        .isEqualTo("wait=5");
    for (String none : new String[] {"wait", "wait=", "wait=-1", "wait=soon", "respond-async"}) {
      assertThat(applied(answered(asking(task, "Prefer", none)))).as(none).isEmpty();
    }
  }

  @Test
  void manyWaitAtATimeAndAllSeeTheEnd() throws Exception {
    Task task = server.start();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(asking(task, "Prefer", "wait=30"));
    }
    server.awaitOpen(100);

    server.end(task);

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(status(answered(answer))).isEqualTo("successful");
    }
  }

  @Test
  void aboveTheCapTheAnswerIsWhatThereIs() throws Exception {
    server.close();
    server = new LiveServer(data, new OpenAnswers.Settings(1, Duration.ofSeconds(15)));
    Task task = server.start();
    CompletableFuture<HttpResponse<String>> first = asking(task, "Prefer", "wait=30");
    server.awaitOpen(1);

    HttpResponse<String> second = answered(asking(task, "Prefer", "wait=30"));

    assertThat(status(second)).isEqualTo("running");
    assertThat(applied(second)).isEmpty();
    server.end(task);
    assertThat(status(answered(first))).isEqualTo("successful");
  }

  @Test
  void whoWaitsIsAnsweredWhenTheServerStops() throws Exception {
    Task task = server.start();
    CompletableFuture<HttpResponse<String>> answer = asking(task, "Prefer", "wait=60");
    server.awaitOpen(1);

    server.open.close();

    assertThat(status(answered(answer))).isEqualTo("running");
    server.end(task);
  }

  @Test
  void aJobThatGoesAwayMeanwhileIsNotThere() throws Exception {
    Task task = server.start();
    server.end(task);
    server.errand.prune(task.id());

    assertThat(answered(asking(task, "Prefer", "wait=60")).statusCode()).isEqualTo(404);
    assertThat(server.as(Who.OUTSIDER, LiveServer.path(task), "Prefer", "wait=60").statusCode())
        .isEqualTo(404);
  }
}
