// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import static dev.errand.ogc.schedule.ScheduleServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Schedules as clients meet them. */
class OgcSchedulesTest {

  private static final String UNKNOWN = "/schedules/01935000-0000-7000-8000-000000000000";

  private static final String DAILY =
      """
      {"processID": "work", "inputs": {"name": "b", "password": "hush"},
       "cron": "30 7 * * *", "timeZone": "Europe/Berlin"}\
      """;

  @TempDir Path data;
  private ScheduleServer server;

  @BeforeEach
  void start() throws Exception {
    server = new ScheduleServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return server.send(Who.OUTSIDER, method, path, body, headers);
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void aScheduleTellsWhenItIsDueInItsZone() throws Exception {
    HttpResponse<String> answer = send("POST", "/schedules", DAILY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode made = json(answer);
    String path = "/schedules/" + made.path("scheduleID").asString();
    assertThat(answer.headers().firstValue("Location")).contains(server.http.uri(path).toString());
    HttpResponse<String> read = send("GET", path, "");
    assertThat(json(read)).isEqualTo(made);
    assertThat(tag(read)).isEqualTo(tag(answer));
    assertThat(made.path("next"))
        .extracting(JsonNode::asString)
        .containsExactly(
            "2026-11-22T07:30:00+01:00",
            "2026-11-23T07:30:00+01:00",
            "2026-11-24T07:30:00+01:00",
            "2026-11-25T07:30:00+01:00",
            "2026-11-26T07:30:00+01:00");
    assertThat(made.path("inputs").path("password").asString()).isEqualTo("***");
    assertThat(answer.body()).doesNotContain("hush");
    assertThat(made.path("owner").asString()).isEqualTo("outsider");
    assertThat(made.path("catchUp").asString()).isEqualTo("one");
    assertThat(made.path("grace").asString()).isEqualTo("1m");
  }

  @Test
  void itsJobsAreFoundByIt() throws Exception {
    String path = server.added(DAILY);
    server.added(DAILY);
    server.clock.advance(Duration.ofMinutes(30));
    int _ = server.errand.tick();
    JsonNode schedule = server.read(path);
    String job = schedule.path("lastTick").path("jobID").asString();
    assertThat(schedule.path("lastTick").path("due").asString())
        .isEqualTo("2026-11-22T07:30:00+01:00");
    JsonNode jobs = server.read("/jobs?schedule=" + schedule.path("scheduleID").asString());
    assertThat(jobs.path("jobs"))
        .singleElement()
        .satisfies(found -> assertThat(found.path("jobID").asString()).isEqualTo(job));
    assertThat(server.read("/jobs").path("jobs")).hasSize(2);
    assertThat(schedule.path("links"))
        .extracting(link -> link.path("href").asString())
        .contains(
            server.http.uri("/jobs/" + job).toString(),
            server.http.uri("/jobs?schedule=" + schedule.path("scheduleID").asString()).toString());
    assertThat(send("GET", "/jobs?schedule=x", "").statusCode()).isEqualTo(400);
  }

  private static final String WRONG =
      """
      {"processID": "work"}                                                  | cron, every and at
      {"processID": "work", "cron": "@daily", "every": "1h"}                 | only one
      {"cron": "@daily"}                                                     | processID
      {"processID": "none", "cron": "@daily"}                                | processID
      {"processID": "work", "cron": "0 0 30 2 *"}                            | never comes
      {"processID": "work", "cron": "* * * *"}                               | five fields
      {"processID": "work", "every": "soon"}                                 | 'every'
      {"processID": "work", "every": "1ms"}                                  | from a second
      {"processID": "work", "at": "2026-11-22"}                              | 'at'
      {"processID": "work", "at": "2026-11-22T05:00:00Z"}                    | passed already
      {"processID": "work", "cron": "@daily", "timeZone": "Mars"}            | timeZone
      {"processID": "work", "cron": "@daily", "catchUp": "some"}             | skip, one, all
      {"processID": "work", "cron": "@daily", "catchUpLimit": 101}           | from 1 to 100
      {"processID": "work", "cron": "@daily", "grace": "8d"}                 | seven days
      {"processID": "work", "cron": "@daily", "overlap": true}               | 'overlap'
      {"processID": "work", "cron": "@daily", "paused": "yes"}               | 'paused'
      {"processID": "work", "cron": "@daily", "retention": "PT0.0001S"}      | 'retention'
      {"processID": "work", "cron": "@daily", "colour": "red"}               | 'colour'
      {"processID": "work", "cron": "@daily", "inputs": {"name": 5}}         | name
      {"processID": "work", "cron": "@daily", "inputs": []}                  | 'inputs'
      []                                                                     | object
      {                                                                      | JSON
      """;

  @Test
  void whatIsWrongIsSaid() throws Exception {
    for (String line : WRONG.strip().split("\n", -1)) {
      String body = line.substring(0, line.lastIndexOf('|')).strip();
      HttpResponse<String> answer = send("POST", "/schedules", body);
      assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(json(answer).path("detail").asString())
          .contains(line.substring(line.lastIndexOf('|') + 1).strip());
    }
    assertThat(server.read("/schedules").path("schedules")).isEmpty();
  }

  @Test
  void aChangeReplacesWhatIsGivenAndKeepsSecrets() throws Exception {
    String path = server.added(DAILY);
    HttpResponse<String> changed =
        send("PATCH", path, "{\"every\": \"15m\", \"description\": \"Quarterly\"}");
    JsonNode now = json(changed);
    assertThat(now.has("cron")).isFalse();
    assertThat(now.path("every").asString()).isEqualTo("15m");
    assertThat(now.path("description").asString()).isEqualTo("Quarterly");
    assertThat(now.path("timeZone").asString()).isEqualTo("Europe/Berlin");
    assertThat(now.path("next").path(0).asString()).isEqualTo("2026-11-22T07:15:00+01:00");
    JsonNode undescribed = json(send("PATCH", path, "{\"description\": null}"));
    assertThat(undescribed.has("description")).isFalse();
    server.clock.advance(Duration.ofMinutes(15));
    assertThat(server.errand.tick()).isEqualTo(1);
    assertThat(server.passwords.poll(30, TimeUnit.SECONDS))
        .as("the secret that is only shown masked is still there")
        .isEqualTo("hush");
  }

  /** The other process may not know that it is secret. */
  @Test
  void inputsAreNotTakenOverToAnotherProcess() throws Exception {
    String path = server.added(DAILY);
    HttpResponse<String> refused = send("PATCH", path, "{\"processID\": \"open-work\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("detail").asString()).contains("inputs").contains("open-work");
    HttpResponse<String> changed =
        send("PATCH", path, "{\"processID\": \"open-work\", \"inputs\": {\"name\": \"c\"}}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(json(changed).path("inputs").has("password")).isFalse();
  }

  @Test
  void aMaskIsNoSecret() throws Exception {
    String masked = DAILY.replace("hush", "***");
    HttpResponse<String> added = send("POST", "/schedules", masked);
    assertThat(added.statusCode()).isEqualTo(400);
    assertThat(json(added).path("detail").asString()).contains("password").contains("***");
    String path = server.added(DAILY);
    String inputs = "{\"inputs\": {\"name\": \"c\", \"password\": \"***\"}}";
    assertThat(send("PATCH", path, inputs).statusCode()).isEqualTo(400);
    String name = "{\"inputs\": {\"name\": \"***\", \"password\": \"hush\"}}";
    assertThat(send("PATCH", path, name).statusCode()).as("what is no secret").isEqualTo(200);
  }

  @Test
  void otherInputsMayNameAnotherGroup() throws Exception {
    String path =
        "/schedules/"
            + json(server.send(
                    Who.ADMINISTRATOR,
                    "POST",
                    "/schedules",
                    "{\"processID\": \"group-work\", \"inputs\": {\"group\": 7}, \"cron\":"
                        + " \"@daily\"}"))
                .path("scheduleID")
                .asString();
    String inputs = "\"inputs\": {\"group\": 8}";
    HttpResponse<String> moved = server.send(Who.ADMINISTRATOR, "PATCH", path, "{" + inputs + "}");
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
    assertThat(json(moved).path("group").asLong()).isEqualTo(8);
    String both = "{\"group\": 7, " + inputs + "}";
    assertThat(server.send(Who.ADMINISTRATOR, "PATCH", path, both).statusCode())
        .as("what is said of both must fit")
        .isEqualTo(400);
  }

  @Test
  void aGroupThatInputsDoNotNameStays() throws Exception {
    HttpResponse<String> added =
        server.send(
            Who.ADMINISTRATOR,
            "POST",
            "/schedules",
            "{\"processID\": \"work\", \"group\": 7, \"cron\": \"@daily\"}");
    String path = "/schedules/" + json(added).path("scheduleID").asString();
    HttpResponse<String> changed =
        server.send(Who.ADMINISTRATOR, "PATCH", path, "{\"inputs\": {\"name\": \"c\"}}");
    assertThat(json(changed).path("group").asLong()).isEqualTo(7);
  }

  @Test
  void nullTakesWhatIsGivenBackToWhatItIsIfAbsent() throws Exception {
    String path =
        server.added(
            """
            {"processID": "work", "inputs": {"name": "b"}, "cron": "@daily",
             "timeZone": "Europe/Berlin", "catchUp": "all", "catchUpLimit": 3, "grace": "1h",
             "overlap": "queue", "paused": true}\
            """);
    HttpResponse<String> changed =
        send(
            "PATCH",
            path,
            """
            {"inputs": null, "timeZone": null, "catchUp": null, "catchUpLimit": null, "grace": null,
             "overlap": null, "paused": null}\
            """);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    JsonNode plain = json(changed);
    assertThat(plain.path("inputs").path("name").asString()).isEqualTo("a");
    assertThat(plain.path("timeZone").asString()).isEqualTo("UTC");
    assertThat(plain.path("catchUp").asString()).isEqualTo("one");
    assertThat(plain.path("catchUpLimit").asInt()).isEqualTo(10);
    assertThat(plain.path("grace").asString()).isEqualTo("1m");
    assertThat(plain.path("overlap").asString()).isEqualTo("skip");
    assertThat(plain.path("paused").asBoolean()).isFalse();
    assertThat(send("PATCH", path, "{\"paused\": true}").statusCode()).isEqualTo(200);
    assertThat(json(send("PATCH", path, "{\"paused\": null}")).path("paused").asBoolean())
        .isFalse();
    assertThat(send("PATCH", path, "{\"cron\": null}").statusCode()).isEqualTo(400);
    assertThat(send("PATCH", path, "{\"processID\": null}").statusCode()).isEqualTo(400);
    HttpResponse<String> every = send("PATCH", path, "{\"cron\": null, \"every\": \"1h\"}");
    assertThat(json(every).path("every").asString()).isEqualTo("1h");
  }

  @Test
  void aChangeMayWantTheRevisionThatWasRead() throws Exception {
    String path = server.added(DAILY);
    String old = tag(send("GET", path, ""));
    HttpResponse<String> paused = send("PATCH", path, "{\"paused\": true}", "If-Match", old);
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(json(paused).path("next")).isEmpty();
    assertThat(send("PATCH", path, "{\"paused\": false}", "If-Match", old).statusCode())
        .isEqualTo(412);
    assertThat(send("DELETE", path, "", "If-Match", old).statusCode()).isEqualTo(412);
    assertThat(send("PATCH", path, "{\"paused\": false}", "If-Match", tag(paused)).statusCode())
        .isEqualTo(200);
    assertThat(send("DELETE", path, "", "If-Match", "*").statusCode()).isEqualTo(204);
    assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aTickIsNoChangeForThoseWhoChangeIt() throws Exception {
    String path = server.added(DAILY);
    String read = tag(send("GET", path, ""));
    server.clock.advance(Duration.ofMinutes(30));
    int _ = server.errand.tick();
    assertThat(send("PATCH", path, "{\"paused\": true}", "If-Match", read).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aKeyMakesOneScheduleHoweverOftenItIsSent() throws Exception {
    HttpResponse<String> first = send("POST", "/schedules", DAILY, "Idempotency-Key", "k");
    HttpResponse<String> again = send("POST", "/schedules", DAILY, "Idempotency-Key", "k");
    assertThat(again.body()).isEqualTo(first.body());
    String other = DAILY.replace("30 7", "31 7");
    assertThat(send("POST", "/schedules", other, "Idempotency-Key", "k").statusCode())
        .isEqualTo(422);
    assertThat(server.read("/schedules").path("schedules")).hasSize(1);
  }

  @Test
  void aListHasPages() throws Exception {
    List<String> paths = List.of(server.added(DAILY), server.added(DAILY), server.added(DAILY));
    JsonNode first = server.read("/schedules?limit=2");
    assertThat(first.path("schedules")).hasSize(2);
    String next = "";
    for (JsonNode link : first.path("links")) {
      next = link.path("rel").asString().equals("next") ? link.path("href").asString() : next;
    }
    JsonNode second = server.read(next.substring(next.indexOf("/schedules")));
    assertThat(second.path("schedules"))
        .singleElement()
        .satisfies(last ->
            assertThat("/schedules/" + last.path("scheduleID").asString())
                .isEqualTo(paths.getLast()));
    assertThat(second.path("links")).noneMatch(link -> link.path("rel").asString().equals("next"));
    assertThat(send("GET", "/schedules?after=x", "").statusCode()).isEqualTo(400);
  }

  @Test
  void whatOthersHaveIsAsIfItWereNotThere() throws Exception {
    String path = server.added(DAILY);
    for (String method : List.of("GET", "PATCH", "DELETE")) {
      String body = method.equals("PATCH") ? "{\"paused\": true}" : "";
      HttpResponse<String> theirs = server.send(Who.CONTRIBUTOR, method, path, body);
      HttpResponse<String> unknown = server.send(Who.CONTRIBUTOR, method, UNKNOWN, body);
      assertThat(theirs.statusCode()).isEqualTo(404);
      assertThat(theirs.body())
          .isEqualTo(
              unknown
                  .body()
                  .replace(UNKNOWN, path)
                  .replace(UNKNOWN.substring(11), path.substring(11)));
      assertThat(server.send(Who.ANONYMOUS, method, path, body).statusCode()).isEqualTo(401);
    }
    assertThat(json(server.send(Who.CONTRIBUTOR, "GET", "/schedules", "")).path("schedules"))
        .isEmpty();
    assertThat(json(server.send(Who.ADMINISTRATOR, "GET", "/schedules", "")).path("schedules"))
        .hasSize(1);
  }

  /** As if a server with newer zones had kept it. */
  @Test
  void whatThisServerCannotReadIsInNoOtherOnesWay() throws Exception {
    String path = server.added(DAILY);
    String other = server.added(DAILY);
    String id = path.substring("/schedules/".length());
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("errand.db"));
        PreparedStatement change =
            file.prepareStatement("UPDATE schedule SET zone = 'Mars/Base' WHERE id = ?")) {
      change.setString(1, id);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    server.clock.advance(Duration.ofMinutes(30));
    assertThat(server.errand.tick()).isEqualTo(1);
    assertThat(server.read(other).has("lastTick")).isTrue();
    assertThat(server.read("/schedules").path("schedules")).hasSize(2);
    JsonNode kept = json(send("PATCH", path, "{\"paused\": true, \"description\": \"Far\"}"));
    assertThat(kept.path("timeZone").asString()).isEqualTo("Mars/Base");
    assertThat(kept.path("cron").asString()).isEqualTo("30 7 * * *");
    assertThat(server.read(path)).isEqualTo(kept);
    for (String wrong : List.of("{\"paused\": false}", "{\"cron\": \"@daily\"}")) {
      HttpResponse<String> refused = send("PATCH", path, wrong);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(json(refused).path("detail").asString()).contains("Mars/Base");
    }
    String known = "{\"timeZone\": \"Europe/Berlin\", \"paused\": false}";
    assertThat(json(send("PATCH", path, known)).path("next").path(0).asString())
        .isEqualTo("2026-11-23T07:30:00+01:00");
  }

  @Test
  void aTimeIsShownOnce() throws Exception {
    String path = server.added("{\"processID\": \"work\", \"at\": \"2026-11-22T08:00:00+01:00\"}");
    assertThat(server.read(path).path("next"))
        .extracting(JsonNode::asString)
        .containsExactly("2026-11-22T07:00:00Z");
    server.clock.set(Instant.parse("2026-11-22T07:00:00Z"));
    int _ = server.errand.tick();
    assertThat(server.read(path).path("next")).isEmpty();
    assertThat(server.read(path).path("lastTick").has("jobID")).isTrue();
  }
}
