// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Problem;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Addresses of the protocol, and what is said of requests that never became messages. */
final class McpDialect implements Dialect {

  private final boolean sendsToIssuer;
  private final CrossOrigin elsewhere;

  /**
   * @param sendsToIssuer whether there is an issuer whose tokens are taken
   * @param elsewhere which pages may read refusals, too
   */
  McpDialect(boolean sendsToIssuer, CrossOrigin elsewhere) {
    this.sendsToIssuer = sendsToIssuer;
    this.elsewhere = elsewhere;
  }

  @Override
  public String name() {
    return "mcp";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  @Override
  public List<String> roots() {
    return List.of("mcp", ".well-known");
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(McpDialect.class, "api.json"));
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    Problem problem = Problem.of(error);
    if (!request.rawPath().endsWith("/mcp") || request.rawPath().contains("/.well-known/")) {
      // Clients look for documents here that need not be there; anything but 404 stops some.
      return Response.text(problem.status(), problem.message()).with(problem.headers());
    }
    Fault fault =
        problem.status() < 500
            ? Fault.invalidRequest(problem.message())
            : Fault.internal(problem.message());
    Response answer =
        Answers.json(
            problem.status(), Answers.error(Optional.empty(), fault), headers(request, problem));
    return elsewhere.readable(request, answer);
  }

  private Map<String, String> headers(Request request, Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>(problem.headers());
    if (problem.status() == 401) {
      headers.put("WWW-Authenticate", challenge(request));
    }
    if (problem.status() == 405) {
      headers.put("Allow", "POST");
    }
    return headers;
  }

  /** The one challenge; clients look at the first word of the first one and at nothing else. */
  private String challenge(Request request) {
    StringBuilder challenge = new StringBuilder("Bearer realm=\"errand\"");
    if (request.header("Authorization").isPresent()) {
      challenge.append(", error=\"invalid_token\"");
    }
    if (sendsToIssuer) {
      challenge
          .append(", resource_metadata=\"")
          .append(request.base())
          .append(ResourceMetadata.PATH)
          .append('"');
    }
    return challenge.toString();
  }
}
