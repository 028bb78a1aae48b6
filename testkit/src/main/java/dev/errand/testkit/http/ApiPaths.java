// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The paths of an OpenAPI 3.0 document, below each of the servers that they have. */
final class ApiPaths {

  private final JsonNode document;
  private final List<Known> known = new ArrayList<>();

  /**
   * @param address what is before variables, to tell which of several templates is meant
   */
  private record Known(String address, Pattern pattern, String path) {}

  ApiPaths(JsonNode document) {
    this.document = document;
    document.path("paths").forEachEntry(this::add);
    // Literals go before variables.
    known.sort(Comparator.comparing(Known::address).reversed());
  }

  private void add(String path, JsonNode item) {
    JsonNode servers = item.has("servers") ? item.path("servers") : document.path("servers");
    for (JsonNode server : servers) {
      String base = URI.create(server.path("url").stringValue()).getRawPath();
      StringBuilder pattern = new StringBuilder();
      for (String segment : (base + path).split("/", -1)) {
        pattern.append(pattern.isEmpty() ? "" : "/");
        pattern.append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
      }
      String address = (base + path).replace('{', '!');
      known.add(new Known(address, Pattern.compile(pattern.toString()), path));
    }
  }

  /** The pointer to what the document tells of a method at an address, if it does. */
  Optional<String> operation(String method, URI address) {
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return known.stream()
        .filter(one -> one.pattern().matcher(path).matches())
        .findFirst()
        .map(one -> "/paths/" + escaped(one.path()) + "/" + method)
        .filter(pointer -> !document.at(pointer).isMissingNode());
  }

  /** A name as part of a JSON pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
