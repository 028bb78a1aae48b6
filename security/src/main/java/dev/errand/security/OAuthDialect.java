// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Problem;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON of an OAuth 2.0 token endpoint and of its errors (RFC 6749, sections 5.1 and 5.2). */
final class OAuthDialect implements Dialect {

  static final OAuthDialect INSTANCE = new OAuthDialect();

  private record Refusal(String error, @JsonProperty("error_description") String description) {}

  private OAuthDialect() {}

  @Override
  public String name() {
    return "oauth";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(OAuthDialect.class, "oauth.json"));
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    Problem problem = Problem.of(error);
    String code =
        switch (problem.status()) {
          case 401 -> "invalid_client";
          case 429, 503 -> "temporarily_unavailable";
          case 500, 504 -> "server_error";
          default -> "invalid_request";
        };
    return refusal(problem.status(), code, problem.message(), problem.headers());
  }

  static Response refusal(
      int status, String code, String description, Map<String, String> headers) {
    return json(status, new Refusal(code, description), headers);
  }

  static Response json(int status, Record body, Map<String, String> headers) {
    byte[] bytes = Json.of(body).text().getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(
        status, "application/json", new Response.Bytes(bytes, bytes.length), headers);
  }
}
