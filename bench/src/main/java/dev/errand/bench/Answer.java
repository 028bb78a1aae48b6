// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An answer of Errand's, for a bare servlet to repeat. */
record Answer(String contentType, String body) {

  static Answer get(int port, String path) throws IOException, InterruptedException {
    return of(HttpRequest.newBuilder(uri(port, path)).GET());
  }

  static Answer post(int port, String path, String json) throws IOException, InterruptedException {
    return of(
        HttpRequest.newBuilder(uri(port, path)).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static URI uri(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static Answer of(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("An answer is not 200: " + response.body());
      }
      return new Answer(
          response.headers().firstValue("Content-Type").orElseThrow(), response.body());
    }
  }
}
