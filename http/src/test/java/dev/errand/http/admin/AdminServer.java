// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.Errand;
import dev.errand.access.Directory;
import dev.errand.access.PasswordHashes;
import dev.errand.http.Caller;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The routes on real accounts, for callers who say in a header who they are and are believed. */
final class AdminServer implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  static final String USER = "X-Test-User";

  final SqliteAccounts accounts;
  final Errand errand;
  private final TestServer server;

  AdminServer(Path folder) throws Exception {
    accounts = SqliteAccounts.in(folder);
    errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(Work.of((in, context) -> new Work.Out("done")))
            .build();
    errand.start();
    AdminRoutes routes = new AdminRoutes(accounts, new Prefixed(), new SettableClock(NOW));
    server =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                new Believed(accounts),
                List.of(routes, new LimitRoutes(errand), new TaskRoutes(errand))));
  }

  /** Hashes that are as fast as tests. */
  static final class Prefixed implements PasswordHashes {
    @Override
    public String hash(CharSequence password) {
      return "{test}" + password;
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      return hash.equals("{test}" + password);
    }
  }

  private record Believed(Directory directory) implements Principals {
    @Override
    public Caller of(HttpServletRequest request) {
      String user = request.getHeader(USER);
      if (user == null) {
        return directory.hasAccounts()
            ? Caller.ANONYMOUS
            : new Caller(Principal.LOCAL, Caller.Proof.NONE);
      }
      String name = URLDecoder.decode(user, StandardCharsets.UTF_8);
      return new Caller(directory.principal(name).orElseThrow(), Caller.Proof.GIVEN);
    }

    @Override
    public String challenge() {
      return "Test";
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    JsonNode body() {
      return new Json(response.body()).parse();
    }

    String detail() {
      return body().path("detail").asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Sends a request as somebody; an empty body is none. */
  Answer send(String user, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!user.isEmpty()) {
      request.header(USER, URLEncoder.encode(user, StandardCharsets.UTF_8));
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(server.send(request.build()));
  }

  Answer get(String user, String path) throws IOException, InterruptedException {
    return send(user, "GET", path, "");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.uri(path));
  }

  @Override
  public void close() throws Exception {
    server.close();
    errand.close();
    accounts.close();
  }
}
