// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** An administrator with an account in a database, and how she calls a server. */
record Ada(RunningServer server) {

  static final String NAME = "ada";
  static final String PASSWORD = "open sesame";

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Adds her account. */
  static void join(Path data, String store) {
    CommandRun added =
        CommandRun.of(
            data,
            PASSWORD + "\n",
            "user",
            "add",
            NAME,
            "--admin",
            "--password-stdin",
            "--store",
            store);
    assertThat(added.code()).as(added.toString()).isZero();
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder how) {
    byte[] login = (NAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return server.send(
        how.uri(server.address().resolve(path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build());
  }

  HttpResponse<String> get(String path) {
    return send(path, HttpRequest.newBuilder());
  }

  HttpResponse<String> put(String path) {
    return send(path, HttpRequest.newBuilder().PUT(BodyPublishers.noBody()));
  }

  HttpResponse<String> delete(String path) {
    return send(path, HttpRequest.newBuilder().DELETE());
  }

  HttpResponse<String> post(String path, String type, String body) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", type)
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> echo(int pause) {
    return post(
        "/processes/echo/execution",
        "application/json",
        "{\"inputs\":{\"text\":\"hello\",\"pause\":" + pause + "}}");
  }

  /** The address of what was started. */
  static String job(HttpResponse<String> started) {
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    return "/jobs/" + new Json(started.body()).parse().path("jobID").asString("");
  }

  /** Asks until the answer holds a text. */
  String await(String path, String text) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      String body = get(path).body();
      if (body.contains(text)) {
        return body;
      }
      assertThat(System.nanoTime()).as(body).isLessThan(deadline);
      Looks.pause();
    }
  }
}
