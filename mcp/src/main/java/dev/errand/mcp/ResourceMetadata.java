// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.mcp.wire.Answers;
import dev.errand.task.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells clients whose tokens are taken (OAuth 2.0 Protected Resource Metadata, RFC 9728). Without
 * an issuer there is no such document.
 */
record ResourceMetadata(Optional<URI> issuer, String title) {

  private static final String ROOT = "/.well-known/oauth-protected-resource";

  /** Where it is for the endpoint, below the base. */
  static final String PATH = ROOT + "/mcp";

  List<Route> routes() {
    return List.of(Route.get(ROOT, this::answer).opened(), Route.get(PATH, this::answer).opened());
  }

  private Response answer(Request request) {
    URI known =
        issuer.orElseThrow(() -> HttpException.notFound("There is nothing at this address."));
    ObjectNode document = Json.mapper().createObjectNode().put("resource", request.base() + "/mcp");
    document.putArray("authorization_servers").add(known.toString());
    document.putArray("bearer_methods_supported").add("header");
    document.put("resource_name", title);
    return Answers.json(200, document, Map.of("Access-Control-Allow-Origin", "*"));
  }
}
