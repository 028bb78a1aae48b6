// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.openapi;

import dev.errand.http.ApiFragment;
import dev.errand.http.RouteSet;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.0 document of all routes that are mounted and described, made once from the
 * fragments of their sets. Safe for all threads.
 */
final class ApiDocument {

  /** Stands in the document where the address begins under which a caller reaches the server. */
  static final String BASE = "{base}";

  private static final ApiFragment FRAME = new ApiFragment(ApiDocument.class, "frame.json");

  private final String open;
  private final String controlled;

  private ApiDocument(ObjectNode document) {
    open = open(document).toString();
    controlled = controlled(document).toString();
  }

  /**
   * @param elsewhere describe what is answered beside the servlet; all of it is told of
   * @throws IllegalArgumentException if fragments disagree about a component or tell of a path
   *     twice
   */
  static ApiDocument of(List<RouteSet> mounted, List<ApiFragment> elsewhere) {
    ObjectNode document = (ObjectNode) Json.mapper().readTree(FRAME.read());
    RouteTable table = RouteTable.of(mounted);
    Set<ApiFragment> told = new HashSet<>();
    for (RouteSet set : mounted) {
      Optional<ApiFragment> dialect = set.dialect().described();
      List<ApiFragment> fragments = new ArrayList<>();
      dialect.ifPresent(fragments::add);
      fragments.addAll(set.described());
      for (ApiFragment fragment : fragments) {
        if (told.add(fragment)) {
          new FragmentMerge(document, fragment).within(dialect).add(table);
        }
      }
    }
    elsewhere.forEach(fragment -> new FragmentMerge(document, fragment).addAll());
    return new ApiDocument(document);
  }

  /**
   * The document as JSON.
   *
   * @param base scheme, host and base path, without a slash at the end
   * @param open whether nobody is asked who they are
   */
  String at(String base, boolean open) {
    String quoted = Json.of(base).text();
    return (open ? this.open : controlled).replace(BASE, quoted.substring(1, quoted.length() - 1));
  }

  /** The same where nobody is asked who they are; said, since checkers miss it otherwise. */
  private static ObjectNode open(ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    copy.putArray("security").addObject();
    return copy;
  }

  /**
   * The same where callers have to say who they are, in one of the ways that the document knows.
   */
  private static ObjectNode controlled(ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    JsonNode schemes = copy.path("components").path("securitySchemes");
    ArrayNode ways = copy.putArray("security");
    for (String scheme : schemes.propertyNames()) {
      ways.addObject().putArray(scheme);
    }
    return copy;
  }
}
