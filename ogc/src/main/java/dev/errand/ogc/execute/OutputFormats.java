// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.operation.FileOutput;
import dev.errand.operation.OperationInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which media types the outputs of a process can have, the usual one first. */
final class OutputFormats {

  private final Map<String, List<String>> byId = new LinkedHashMap<>();

  OutputFormats(OperationInfo process) {
    process
        .result()
        .parse()
        .path("properties")
        .forEachEntry((id, schema) -> byId.put(id, ofValue(schema)));
    for (FileOutput file : process.files()) {
      byId.put(file.id(), List.of(file.mediaType()));
    }
  }

  private static List<String> ofValue(JsonNode schema) {
    String own = schema.path("contentMediaType").asString("");
    if (!own.isEmpty()) {
      return List.of(own, MediaType.JSON);
    }
    return SchemaTypes.of(schema).contains("string")
        ? List.of("text/plain", MediaType.JSON)
        : List.of(MediaType.JSON);
  }

  boolean has(String output) {
    return byId.containsKey(output);
  }

  /** How many outputs the process declares. */
  int count() {
    return byId.size();
  }

  /** The media types of an output that there is. */
  List<String> of(String output) {
    return byId.getOrDefault(output, List.of());
  }
}
