// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancels, removals and changes of accounts that the database does not say whether it made. */
class UnknownChangeTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** What a cancel sends to the database. */
  private static final String CANCEL = "cancel_by = ";

  private static final Pattern JOB = Pattern.compile("/jobs/[0-9a-f-]{36}");

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

  /** The path of a job that runs until it is dismissed. */
  private static String running() {
    String job =
        job(
            server.post(
                "/processes/echo/execution",
                "application/json",
                "{\"inputs\":{\"text\":\"hello\",\"pause\":3600}}",
                "Prefer",
                "respond-async"));
    server.await(job, "\"running\"");
    return job;
  }

  private static String job(HttpResponse<String> started) {
    Matcher job = JOB.matcher(started.body());
    assertThat(job.find()).as(started.body()).isTrue();
    return job.group();
  }

  private static HttpResponse<String> delete(String path) {
    return server.send("DELETE", path, BodyPublishers.noBody());
  }

  @Test
  void aDismissal() {
    String job = running();
    server.way().hold(CANCEL);
    HttpResponse<String> answer = delete(job);
    server.way().letGo();

    assertThat(StallingServer.unknown(answer)).contains("Look at the task before you repeat it");
    assertThat(StallingServer.json(answer).path("type").asString(""))
        .isEqualTo("urn:errand:outcome-unknown");
    // It took place.
    server.await(job, "\"dismissed\"");
  }

  @Test
  void aRemoval() {
    HttpResponse<String> done = server.echo("Prefer", "respond-async");
    String job = job(done);
    server.await(job, "\"successful\"");
    server.way().hold("DELETE FROM task");
    HttpResponse<String> answer = delete(job);
    server.way().letGo();

    StallingServer.unknown(answer);
    assertThat(server.get(job).statusCode()).as("it took place").isEqualTo(404);
  }

  @Test
  void aCancelOfATaskAndOfAThread() {
    String job = running();
    String key = job.substring("/jobs/".length());
    long number = server.number("SELECT number FROM task WHERE key = '" + key + "'");
    server.way().hold(CANCEL);
    HttpResponse<String> task = server.get("/tasks/" + number + "?cancel=true");
    server.way().letGo();
    server.await(
        "SELECT count(*) FROM task WHERE cancel_time IS NOT NULL AND number = " + number, 1);
    server.way().hold(CANCEL);
    HttpResponse<String> thread =
        server.post("/threads/" + key.replace("-", "") + "/cancel", FORM, "");
    server.way().letGo();

    assertThat(StallingServer.unknown(task)).contains("<success>false</success>");
    assertThat(StallingServer.unknown(thread)).contains("<error id=\"E504\">");
    server.await(job, "\"dismissed\"");
  }

  @Test
  void anAccountAndAToken() {
    server.way().lose("UPDATE account_version");
    HttpResponse<String> answer =
        server.post(
            "/admin/users", "application/json", "{\"name\":\"eve\",\"password\":\"open sesame\"}");
    HttpResponse<String> token =
        server.post("/admin/users/ada/tokens", "application/json", "{\"label\":\"lost\"}");
    HttpResponse<String> oauth =
        server.post("/ps/oauth/token", FORM, "grant_type=client_credentials");
    server.way().letGo();

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(StallingServer.unknown(answer)).contains("Look at the users, groups and tokens");
    StallingServer.unknown(token);
    StallingServer.unknown(oauth);
    assertThat(StallingServer.json(oauth).path("error").asString("")).isEqualTo("server_error");
    assertThat(server.get("/admin/users/eve").statusCode()).as("it took place").isEqualTo(200);
    assertThat(server.get("/admin/users/ada/tokens").body()).contains("\"lost\"");
  }

  @Test
  void aLogOut() {
    HttpResponse<String> begun =
        server.send(
            HttpRequest.newBuilder(server.address("/authenticate"))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("username=ada&password=open+sesame"))
                .build());
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    server.way().lose("INSERT INTO ended_session");
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.address("/logout"))
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody())
                .build());
    server.way().letGo();

    assertThat(StallingServer.unknown(answer)).contains("whether the session goes on");
  }
}
