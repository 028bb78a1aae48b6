// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.util.Map;

/**
 * Lets pages of web sites that are allowed by name read what they get (Cross-Origin Resource
 * Sharing, Fetch Standard, section 3.3). Others are told nothing, so their browsers keep it from
 * them. Cookies are never taken from elsewhere, so credentials are not allowed.
 */
record CrossOrigin(OriginRule origins) {

  private static final String WHO = "Access-Control-Allow-Origin";

  /** What differs by it must not be kept for others. */
  private static final Map<String, String> VARY = Map.of("Vary", "Origin");

  private static final Map<String, String> ASKED =
      Map.of(
          "Access-Control-Allow-Methods",
          "POST",
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id",
          "Access-Control-Max-Age",
          "7200");

  /** Asked by browsers before they send anything, and without credentials. */
  Route route() {
    return new Route(
        "OPTIONS", "/mcp", Route.Effect.READS, Route.Body.SMALL, true, this::preflight);
  }

  private Response preflight(Request request) {
    Response answer = Response.empty(204, Map.of("Allow", "OPTIONS, POST"));
    return isAllowed(request)
        ? answer.with(ASKED).with(VARY).with(Map.of(WHO, origin(request)))
        : answer;
  }

  /** The same answer, which pages of these sites may read. */
  Response readable(Request request, Response answer) {
    return isAllowed(request)
        ? answer
            .with(VARY)
            .with(
                Map.of(
                    WHO,
                    origin(request),
                    "Access-Control-Expose-Headers",
                    "WWW-Authenticate, Mcp-Session-Id, Retry-After"))
        : answer;
  }

  private boolean isAllowed(Request request) {
    return request.header("Origin").filter(origins::isAllowed).isPresent();
  }

  private static String origin(Request request) {
    return request.header("Origin").orElseThrow();
  }
}
