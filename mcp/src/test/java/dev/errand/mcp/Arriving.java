// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An event stream that is read while it comes. Closing it closes its connection. */
final class Arriving implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> http;
  private final BufferedReader in;

  Arriving(HttpRequest request) throws Exception {
    http = client.send(request, BodyHandlers.ofInputStream());
    in = new BufferedReader(new InputStreamReader(http.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<InputStream> http() {
    return http;
  }

  /** The next line as it is; empty at the end. */
  Optional<String> line() throws IOException {
    return Optional.ofNullable(in.readLine());
  }

  /** The next message, comments passed over; empty at the end. */
  Optional<JsonNode> next() throws IOException {
    Optional<String> line;
    while ((line = line()).isPresent()) {
      if (line.get().startsWith("data: ")) {
        return Optional.of(new Json(line.get().substring(6)).parse());
      }
      assertThat(line.get()).matches("|:.*|event: message");
    }
    return Optional.empty();
  }

  JsonNode message() throws IOException {
    return next().orElseThrow(() -> new AssertionError("the stream ended"));
  }

  List<JsonNode> messages() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    Optional<JsonNode> one;
    while ((one = next()).isPresent()) {
      all.add(one.get());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    http.body().close();
    client.shutdownNow();
  }
}
