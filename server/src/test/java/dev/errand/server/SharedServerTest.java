// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with their tasks and accounts in PostgreSQL. */
class SharedServerTest {

  @TempDir private static Path folder;
  private static EmbeddedPostgres database;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    database = EmbeddedPostgres.start();
    url = database.getJdbcUrl("postgres", "postgres");
    CommandRun added =
        CommandRun.of(
            folder.resolve("data"),
            "open sesame\n",
            "user",
            "add",
            "ada",
            "--admin",
            "--password-stdin",
            "--store",
            url);
    assertThat(added.code()).as(added.toString()).isZero();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  private static HttpResponse<String> send(
      RunningServer server, String path, HttpRequest.Builder how) {
    byte[] login = "ada:open sesame".getBytes(StandardCharsets.UTF_8);
    return server.send(
        how.uri(server.address().resolve(path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build());
  }

  private static HttpResponse<String> get(RunningServer server, String path) {
    return send(server, path, HttpRequest.newBuilder());
  }

  private static HttpResponse<String> echo(RunningServer server, int pause) {
    return send(
        server,
        "/processes/echo/execution",
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(
                BodyPublishers.ofString(
                    "{\"inputs\":{\"text\":\"hello\",\"pause\":" + pause + "}}")));
  }

  private static String job(HttpResponse<String> started) {
    assertThat(started.statusCode()).isEqualTo(201);
    return "/jobs/" + new Json(started.body()).parse().path("jobID").asString("");
  }

  @Test
  void keepsTasksAndAccountsInTheDatabaseAndIsAloneOnIt() {
    String job;
    try (RunningServer server = RunningServer.start(folder, "--store", url)) {
      assertThat(server.get("/tasks").statusCode()).as("without a log-in").isEqualTo(401);
      job = job(echo(server, 0));
      assertThat(get(server, job).statusCode()).isEqualTo(200);

      Child.Ended second =
          Child.run(folder, "serve", "--port", "0", "--data", "other", "--store", url);
      assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(second.err()).singleElement().asString().contains("in another folder");
    }
    // Killed, and started again on the same folder: nothing to wait for.
    try (RunningServer server = RunningServer.start(folder, "--store", url)) {
      assertThat(get(server, job).statusCode()).isEqualTo(200);
      assertThat(folder.resolve("data").resolve("errand.db")).doesNotExist();
    }
  }

  @Test
  void findsTheDatabaseInTheEnvironment() {
    String bare = url.substring(0, url.indexOf('?'));
    List<String> command = new ArrayList<>(List.of("env", "ERRAND_STORE=" + bare));
    command.addAll(List.of("ERRAND_STORE_USER=postgres", "ERRAND_STORE_PASSWORD=any"));
    command.addAll(Child.command("user", "list", "--data", "data"));
    try (Child list = Child.start(folder, command)) {
      assertThat(list.ended().out()).contains("ada");
    }
    command.set(2, "ERRAND_STORE_USER=nobody");
    try (Child list = Child.start(folder, command)) {
      assertThat(list.ended().err())
          .singleElement()
          .asString()
          .contains("(user nobody)", "refuses this user");
    }
  }

  @Test
  void saysThatTheDatabaseCannotBeReached() {
    Child.Ended ended =
        Child.run(
            folder,
            "serve",
            "--port",
            "0",
            "--data",
            "unreached",
            "--store",
            "jdbc:postgresql://127.0.0.1:1/errand?user=jo");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .contains("jdbc:postgresql://127.0.0.1:1/errand")
        .contains("the database cannot be reached");
  }

  @Test
  void takesNoPasswordFromTheUrl() {
    Child.Ended ended =
        Child.run(
            folder,
            "serve",
            "--port",
            "0",
            "--data",
            "refused",
            "--store",
            "jdbc:postgresql://db/errand?password=sesame");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .contains("ERRAND_STORE_PASSWORD")
        .doesNotContain("sesame");
  }
}
