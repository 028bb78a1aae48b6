// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A server with one worker in this process, whose callers wait three seconds for its database, and
 * the way between the two. Its administrator Ada calls it.
 */
final class StallingServer implements AutoCloseable {

  /** What a start sends to the database. */
  static final String START = "INSERT INTO task ";

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final String direct = Database.fresh();
  private final HeldCommits way;
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  StallingServer(Path folder) throws IOException {
    way = new HeldCommits(Database.port());
    Path data = folder.resolve("data");
    Ada.join(data, direct);
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", "0");
    settings.put("errand.data", data.toString());
    settings.put("errand.store", way.url(direct));
    settings.put("errand.postgres.patience", "3s");
    settings.put("errand.workers", "1");
    settings.put("errand.waiting-workers", "1");
    settings.put("errand.retention", "1h");
    settings.put("errand.outgoing.allow", "127.0.0.1");
    context = ServerApplication.start(settings);
  }

  HeldCommits way() {
    return way;
  }

  URI address(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static String login() {
    byte[] login = (Ada.NAME + ":" + Ada.PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = type;
    return send("POST", path, BodyPublishers.ofString(body), all);
  }

  HttpResponse<String> echo(String... headers) {
    return post(
        "/processes/echo/execution",
        "application/json",
        "{\"inputs\":{\"text\":\"hello\"}}",
        headers);
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).method(method, body).header("Authorization", login());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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

  /** What nobody may repeat unseen: 504, and nothing says when to try again. */
  static String unknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body()).contains("it may have been, or may be a little later");
    return answer.body();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return new Json(answer.body()).parse();
  }

  /** Looks into the database past the way that is held. */
  long number(String sql) {
    try (Connection connection = DriverManager.getConnection(direct);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void await(String sql, long expected) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (number(sql) != expected) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      Looks.pause();
    }
  }

  @Override
  public void close() throws IOException {
    way.letGo();
    client.close();
    context.close();
    way.close();
  }
}
