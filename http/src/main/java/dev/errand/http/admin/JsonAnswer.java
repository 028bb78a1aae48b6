// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of these routes; nobody on the way may store any (the servlet says so of all bodies). */
final class JsonAnswer {

  private static final String JSON = "application/json";

  private JsonAnswer() {}

  static Response ok(Object value) {
    return of(200, JSON, Json.of(value), Map.of());
  }

  /**
   * Something new.
   *
   * @param path where it is, as segments
   */
  static Response created(Request request, Object value, String... path) {
    StringBuilder location = new StringBuilder(request.base());
    for (String segment : path) {
      location
          .append('/')
          .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return of(201, JSON, Json.of(value), Map.of("Location", location.toString()));
  }

  static Response done() {
    return Response.empty(204, Map.of());
  }

  static Response of(int status, String type, Json body, Map<String, String> headers) {
    byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(status, type, new Response.Bytes(bytes, bytes.length), headers);
  }
}
