// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts in every dialect while the database does not say whether it has committed them. */
class UnknownStartTest {

  private static final Path VILLAGE = Path.of("..", "examples", "village.osm");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern JOB = Pattern.compile("/jobs/[0-9a-f-]{36}");
  private static final Pattern THREAD = Pattern.compile("[0-9a-f]{32}");

  @TempDir private static Path folder;
  private static StallingServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new StallingServer(folder);
  }

  @AfterEach
  void letGo() {
    server.way().letGo();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String found(Pattern what, String text) {
    Matcher found = what.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group();
  }

  @Test
  void anExecutionSaysWhereTheJobIsIfItWasStored() {
    server.way().hold(StallingServer.START);
    HttpResponse<String> answer = server.echo("Prefer", "respond-async");
    server.way().letGo();

    String body = StallingServer.unknown(answer);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(StallingServer.json(answer).path("type").asString(""))
        .isEqualTo("urn:errand:outcome-unknown");
    assertThat(body).contains("list of jobs, by owner and time", "Idempotency-Key");
    server.await(found(JOB, body), "\"successful\"");
  }

  @Test
  void anExecutionWithAKeyIsToBeRepeatedAndDoneOnce() {
    server.way().hold(StallingServer.START);
    HttpResponse<String> answer =
        server.echo("Prefer", "respond-async", "Idempotency-Key", "stalled");
    server.way().letGo();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("same Idempotency-Key");
    HttpResponse<String> again =
        server.echo("Prefer", "respond-async", "Idempotency-Key", "stalled");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(server.number("SELECT count(*) FROM task WHERE idempotency_key = 'stalled'"))
        .isEqualTo(1);
  }

  /** What still waits for the writer is surely not stored, and may be tried again by anybody. */
  @Test
  void aStartThatWaitsBehindAnotherMayBeRepeated() throws Exception {
    long before = server.number("SELECT count(*) FROM task");
    server.way().hold(StallingServer.START);
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> server.echo("Prefer", "respond-async"));
    server.way().awaitHeld();
    HttpResponse<String> second = server.echo("Prefer", "respond-async");
    server.way().letGo();

    assertThat(second.statusCode()).as(second.body()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    StallingServer.unknown(first.join());
    assertThat(server.echo().statusCode()).isEqualTo(200);
    assertThat(server.number("SELECT count(*) FROM task")).isEqualTo(before + 2);
  }

  @Test
  void geoGigSaysItInItsOwnWordsAndKeepsWhatWasUploaded() throws Exception {
    server.send("PUT", "/repos/village/init", BodyPublishers.noBody());
    String upload =
        "--x\r\nContent-Disposition: form-data; name=\"fileUpload\"; filename=\"village.osm\"\r\n\r\n"
            + Files.readString(VILLAGE)
            + "\r\n--x--\r\n";
    server.way().hold(StallingServer.START);
    HttpResponse<String> xml =
        server.post("/repos/village/osm/import", "multipart/form-data; boundary=x", upload);
    server.way().letGo();
    server.way().hold(StallingServer.START);
    HttpResponse<String> json = server.get("/repos/village/export.json?format=gpkg");
    server.way().letGo();

    assertThat(StallingServer.unknown(xml))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><success>false</success>")
        .contains("<error>", "list of tasks, by owner and time", "Idempotency-Key");
    StallingServer.unknown(json);
    assertThat(StallingServer.json(json).path("response").path("success").asBoolean(true))
        .isFalse();
    server.await("SELECT count(*) FROM task WHERE operation = 'osm-import' AND status = 2", 1);
  }

  @Test
  void pageSeederNamesTheThread() {
    for (String name : List.of("acme", "other")) {
      String group = "{\"name\":\"%s\"}".formatted(name);
      assertThat(server.post("/admin/groups", "application/json", group).statusCode())
          .isEqualTo(201);
    }
    server.way().hold(StallingServer.START);
    HttpResponse<String> xml = server.post("/members/ada/groups/acme/archive", FORM, "");
    server.way().letGo();
    server.way().hold(StallingServer.START);
    HttpResponse<String> json = server.post("/members/ada/groups/other/archive.json", FORM, "");
    server.way().letGo();

    String thread = found(THREAD, StallingServer.unknown(xml));
    assertThat(xml.body()).contains("<error id=\"E504\">", "ask for its progress");
    server.await("/threads/" + thread + "/progress", "\"completed\"");
    StallingServer.unknown(json);
    assertThat(StallingServer.json(json).path("id").asString("")).isEqualTo("E504");
  }

  @Test
  void whoCannotBeToldOfAJobIsToldThatItIsThere() {
    server.way().lose("INSERT INTO delivery");
    HttpResponse<String> answer =
        server.post("/processes/echo/execution", "application/json", subscribed());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body()).contains("was stored; do not execute it again", "/deliveries");
    server.await(found(JOB, answer.body()), "\"successful\"");
  }

  @Test
  void whoCannotBeToldOfAJobMayRepeatItWithAKey() {
    server.way().lose("INSERT INTO delivery");
    HttpResponse<String> answer = subscribe();
    server.way().letGo();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    HttpResponse<String> again = subscribe();
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(server.number("SELECT count(*) FROM task WHERE idempotency_key = 'told'"))
        .isEqualTo(1);
  }

  private static HttpResponse<String> subscribe() {
    return server.post(
        "/processes/echo/execution",
        "application/json",
        subscribed(),
        "Prefer",
        "respond-async",
        "Idempotency-Key",
        "told");
  }

  private static String subscribed() {
    return "{\"inputs\":{\"text\":\"hello\"},\"subscriber\":{\"successUri\":\"http://127.0.0.1:1/\"}}";
  }

  /** It waits behind another, and then the database goes away. */
  @Test
  void whoWaitsForResultsThatCannotBeReadIsGivenTheJob() throws Exception {
    HttpResponse<String> running =
        server.post(
            "/processes/echo/execution",
            "application/json",
            "{\"inputs\":{\"text\":\"hello\",\"pause\":3600}}",
            "Prefer",
            "respond-async");
    String first = found(JOB, running.body());
    server.await(first, "\"running\"");
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(() -> server.echo("Idempotency-Key", "waits"));
    server.await("SELECT count(*) FROM task WHERE idempotency_key = 'waits'", 1);
    server.way().away();
    HttpResponse<String> answer = waiting.join();
    server.way().letGo();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    server.await("/jobs?limit=1", "jobs");
    HttpResponse<String> dismissed = server.send("DELETE", first, BodyPublishers.noBody());
    assertThat(dismissed.statusCode()).as(dismissed.body()).isEqualTo(200);
    server.await(found(JOB, answer.body()), "\"successful\"");
  }
}
