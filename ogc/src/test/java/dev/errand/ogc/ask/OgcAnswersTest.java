// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.RouteSet;
import dev.errand.http.TestCallers;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.ogc.OgcJobs;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.ogc.live.JobWatching;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Answer;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs that ask, and answers to them over HTTP. */
@Timeout(60)
class OgcAnswersTest {

  @TempDir private static Path data;

  @SuppressWarnings("NullAway.Init")
  private static Errand errand;

  @SuppressWarnings("NullAway.Init")
  private static TestServer http;

  /** What is asked for. */
  record Publish(String place, Optional<String> note) {}

  @BeforeAll
  static void start() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
    Question publish =
        Question.of("publish", "Publish it?", Publish.class)
            .within(Duration.ofDays(1))
            .otherwise(new Publish("nowhere", Optional.empty()));
    Question sure = Question.yesOrNo("sure", "Are you sure?");
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .clock(clock)
            .operation(
                Work.of(
                        (in, context) -> {
                          String place =
                              context
                                  .ask(List.of(publish, sure))
                                  .getFirst()
                                  .as(Publish.class)
                                  .map(Publish::place)
                                  .orElse("not at all");
                          return new Work.Out(place);
                        })
                    .asks(Asks.AND_BEGINS_AGAIN))
            .stopPatience(Duration.ZERO)
            .build();
    errand.start();
    TestCallers callers = new TestCallers();
    List<RouteSet> sets =
        new ArrayList<>(
            List.of(
                new OgcJobs(errand, Duration.ZERO),
                new OgcAnswers(errand),
                new OgcExecution(
                    errand,
                    new OutgoingHttp(OutgoingSettings.DEFAULT),
                    Subscribing.REFUSED,
                    1_000_000),
                new JobWatching(errand, new OpenAnswers(OpenAnswers.Settings.DEFAULTS), clock)));
    sets.add(new ApiRoutes(OgcDialect.INSTANCE, callers, sets, List.of()));
    http =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, callers, sets)).describedBy("/api");
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    errand.close();
  }

  private static Task submitted() throws Exception {
    Task task =
        errand.submit(
            Submission.builder("work")
                .inputs(Json.of(Work.In.named("x")))
                .owner(Who.CONTRIBUTOR.account().orElseThrow())
                .group(Whose.GROUP)
                .build());
    try (var watch = errand.watch(task.id())) {
      while (!watch.view().orElseThrow().task().isParked()) {
        assertThat(watch.await(Duration.ofSeconds(30))).isTrue();
      }
    }
    return task;
  }

  private static String path(Task task) {
    return "/jobs/" + task.id().key();
  }

  private static HttpResponse<String> get(Who who, String path, String... headers)
      throws Exception {
    String[] all =
        Stream.concat(Stream.of(TestCallers.as(who)), Stream.of(headers)).toArray(String[]::new);
    return http.get(path, all);
  }

  private static JsonNode job(Who who, Task task) throws Exception {
    HttpResponse<String> answer = get(who, path(task));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse();
  }

  private static HttpResponse<String> answer(Who who, Task task, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(http.uri(path(task) + "/answers"))
            .headers(
                Stream.concat(
                        Stream.of(TestCallers.as(who)),
                        Stream.of("Content-Type", "application/json"))
                    .toArray(String[]::new))
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static void refused(String body, Task task, int status, String why) throws Exception {
    HttpResponse<String> answer = answer(Who.CONTRIBUTOR, task, body);
    assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(status);
    assertThat(new Json(answer.body()).parse().path("detail").asString("")).contains(why);
  }

  @Test
  void theDocumentSaysWhatItAsksAndTheAnswerLetsItGo() throws Exception {
    Task task = submitted();
    HttpResponse<String> first = get(Who.CONTRIBUTOR, path(task));
    JsonNode asking = new Json(first.body()).parse();

    assertThat(asking.path("status").asString()).isEqualTo("accepted");
    assertThat(asking.path("waiting").toString())
        .isEqualTo(
            "{\"reason\":\"answer\",\"text\":\"2 questions have no answer yet\",\"questions\":2}");
    assertThat(asking.path("message").asString())
        .isEqualTo("Waits: 2 questions have no answer yet.");
    assertThat(asking.path("openQuestions").asInt()).isEqualTo(2);
    JsonNode question = asking.path("questions").path(0);
    assertThat(question.path("schema").path("required").toString()).isEqualTo("[\"place\"]");
    assertThat(question.path("default").toString()).isEqualTo("{\"place\":\"nowhere\"}");
    assertThat(question.path("until").asString()).isEqualTo("2026-11-23T06:00:00Z");
    HttpResponse<String> list = get(Who.CONTRIBUTOR, "/jobs");
    assertThat(list.body()).contains("\"openQuestions\":2").doesNotContain("\"questions\":[");

    HttpResponse<String> some =
        answer(
            Who.MANAGER,
            task,
            """
            {"publish": {"action": "accept", "content": {"place": "shop", "note": null}},
             "other": {"action": "decline"}}
            """);
    assertThat(some.statusCode()).as(some.body()).isEqualTo(200);
    JsonNode taken = new Json(some.body()).parse();
    assertThat(taken.path("taken").toString()).isEqualTo("[\"publish\"]");
    assertThat(taken.path("passedOver").path(0).path("text").asString())
        .isEqualTo("the job asks nothing with that key");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second = get(Who.CONTRIBUTOR, path(task), "If-None-Match", tag);
    assertThat(second.statusCode()).as("it has changed").isEqualTo(200);
    assertThat(new Json(second.body()).parse().path("questions").path(0).path("answer").toString())
        .isEqualTo(
            "{\"action\":\"accept\",\"content\":{\"place\":\"shop\"},"
                + "\"time\":\"2026-11-22T06:00:00Z\",\"by\":\"manager\"}");
    refused("{\"publish\":{\"action\":\"decline\"}}", task, 409, "'publish' was answered at");

    answer(Who.CONTRIBUTOR, task, "{\"sure\":{\"action\":\"decline\"}}");
    Task ended = errand.await(task.id(), Duration.ofSeconds(30)).orElseThrow();
    assertThat(ended.result()).contains(new Json("{\"text\":\"shop\"}"));
    assertThat(job(Who.CONTRIBUTOR, task).has("openQuestions")).isFalse();
    refused("{\"sure\":{\"action\":\"cancel\"}}", task, 409, "'sure' was answered at");
  }

  @Test
  void aLongPollAndAStreamTellOfQuestionsAndAnswers() throws Exception {
    Task task = submitted();
    HttpRequest request =
        HttpRequest.newBuilder(http.uri(path(task) + "/events"))
            .headers(TestCallers.as(Who.CONTRIBUTOR))
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      Iterator<String> stream = lines.iterator();
      assertThat(question(stream)).startsWith("{\"key\":\"publish\"").contains("\"schema\"");
      assertThat(question(stream)).startsWith("{\"key\":\"sure\"");
      String tag = get(Who.CONTRIBUTOR, path(task)).headers().firstValue("ETag").orElseThrow();
      Thread later =
          Thread.ofVirtual()
              .start(() ->
                  errand
                      .questions()
                      .answer(task.id(), Map.of("sure", Answer.DECLINED), Optional.of("jo")));
      HttpResponse<String> changed =
          get(
              Who.CONTRIBUTOR,
              path(task),
              "If-None-Match",
              tag,
              "Prefer",
              "respond-async, wait=30");
      later.join();

      assertThat(question(stream))
          .isEqualTo(
              "{\"key\":\"sure\",\"text\":\"Are you sure?\",\"asked\":\"2026-11-22T06:00:00Z\","
                  + "\"answer\":{\"action\":\"decline\",\"time\":\"2026-11-22T06:00:00Z\",\"by\":\"jo\"}}");
      assertThat(changed.body()).contains("\"openQuestions\":1");
    }
    errand.cancel(task.id(), Optional.empty());
    refused("{\"publish\":{\"action\":\"decline\"}}", task, 409, "before the job ended");
  }

  /** The answer may have to come from the one who waits. */
  @Test
  void anExecutionThatIsWaitedForIsAnsweredWhenItAsks() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/processes/work/execution"))
                .headers(TestCallers.as(Who.CONTRIBUTOR))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=50")
                .POST(BodyPublishers.ofString("{\"inputs\":{}}"))
                .build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String question(Iterator<String> stream) {
    while (stream.hasNext()) {
      if (stream.next().equals("event: question")) {
        String id = stream.next();
        assertThat(id).startsWith("id: ");
        return stream.next().substring("data: ".length());
      }
    }
    throw new AssertionError("the stream ended without a question");
  }

  @Test
  void whatDoesNotFitIsRefusedByItsMember() throws Exception {
    Task task = submitted();
    refused("[]", task, 400, "must be a JSON object");
    refused("{}", task, 400, "a member for each answer");
    refused("{\"publish\": true}", task, 400, "'publish' must be an object with an action");
    refused("{\"publish\":{\"action\":\"maybe\"}}", task, 400, "accept, decline or cancel");
    refused("{\"publish\":{\"action\":\"accept\"}}", task, 400, "'publish/content' must be");
    refused(
        "{\"publish\":{\"action\":\"decline\",\"content\":{}}}", task, 400, "'publish/content'");
    refused("{\"publish\":{\"verb\":\"accept\"}}", task, 400, "'publish/verb'");
    refused(
        "{\"publish\":{\"action\":\"accept\",\"content\":{\"place\":7}}}",
        task,
        400,
        "publish/place: ");
    refused(
        "{\"publish\":{\"action\":\"accept\",\"content\":{}}}",
        task,
        400,
        "publish/place: is missing");
    refused("{\"nothing\":{\"action\":\"decline\"}}", task, 409, "asks nothing with that key");
    assertThat(job(Who.CONTRIBUTOR, task).path("openQuestions").asInt()).isEqualTo(2);
  }

  @Test
  void whoMayDismissTheJobMayAnswerAndSeesWhatWasAnswered() throws Exception {
    Task task = submitted();
    String yes = "{\"publish\":{\"action\":\"accept\",\"content\":{\"place\":\"shop\"}}}";

    assertThat(answer(Who.OUTSIDER, task, yes).statusCode()).isEqualTo(404);
    assertThat(answer(Who.ANONYMOUS, task, yes).statusCode()).isEqualTo(401);
    assertThat(answer(Who.REVIEWER, task, yes).statusCode()).isEqualTo(403);
    assertThat(answer(Who.ADMINISTRATOR, task, yes).statusCode()).isEqualTo(200);
    JsonNode seen = job(Who.REVIEWER, task).path("questions").path(0).path("answer");
    assertThat(seen.path("action").asString()).isEqualTo("accept");
    assertThat(seen.has("content")).isFalse();
    assertThat(job(Who.CONTRIBUTOR, task).path("questions").path(0).path("answer").has("content"))
        .isTrue();
  }
}
