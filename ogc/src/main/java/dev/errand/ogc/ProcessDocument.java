// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.operation.FileOutput;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation as the standard's {@code process} and {@code processSummary} (section 4 of the
 * contract).
 *
 * @param base where links begin
 */
record ProcessDocument(OperationInfo info, String base) {

  private static final List<String> CONTROLS = List.of("sync-execute", "async-execute", "dismiss");
  private static final List<String> TRANSMISSIONS = List.of("value", "reference");

  /** Writes an item of the list of processes. */
  void writeSummary(JsonWriter out) {
    String self = base + "/processes/" + info.name();
    common(out);
    out.links(List.of(Link.json("self", self), Link.html(self))).endObject();
  }

  /** Writes the document of the process. */
  void write(JsonWriter out) {
    String self = base + "/processes/" + info.name();
    common(out);
    inputs(out);
    outputs(out);
    out.links(
            List.of(
                Link.json("self", self),
                Link.html(self),
                Link.json("up", base + "/processes"),
                Link.json(Link.OGC + "execute", self + "/execution")))
        .endObject();
  }

  private void common(JsonWriter out) {
    out.beginObject()
        .text("id", info.name())
        .text("version", info.version())
        .text("title", info.title());
    info.description().ifPresent(text -> out.text("description", text));
    out.texts("keywords", List.of(info.name().split("-", -1)))
        .texts("jobControlOptions", CONTROLS)
        .texts("outputTransmission", TRANSMISSIONS);
  }

  private void inputs(JsonWriter out) {
    JsonNode schema = info.inputs().parse();
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    out.beginObject("inputs");
    OpenApiSchema.properties(schema)
        .forEach((name, value) -> {
          out.beginObjectNamed(name);
          described(out, name, value);
          out.number("minOccurs", required.contains(name) ? 1 : 0)
              .number("maxOccurs", 1)
              .endObject();
        });
    out.endObject();
  }

  private void outputs(JsonWriter out) {
    out.beginObject("outputs");
    OpenApiSchema.properties(info.result().parse())
        .forEach((name, value) -> {
          out.beginObjectNamed(name);
          described(out, name, value);
          out.endObject();
        });
    for (FileOutput file : info.files()) {
      ObjectNode schema =
          Json.mapper()
              .createObjectNode()
              .put("type", "string")
              .put("contentEncoding", "binary")
              .put("contentMediaType", file.mediaType());
      out.beginObjectNamed(file.id())
          .text("title", file.title())
          .json("schema", Json.of(schema))
          .endObject();
    }
    out.endObject();
  }

  /** What people are told of a value stands beside its schema. */
  private static void described(JsonWriter out, String name, ObjectNode schema) {
    out.text("title", text(schema, "title").orElse(name));
    text(schema, "description").ifPresent(text -> out.text("description", text));
    schema.remove(List.of("title", "description"));
    out.json("schema", Json.of(schema));
  }

  private static Optional<String> text(ObjectNode schema, String name) {
    return Optional.of(schema.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }
}
