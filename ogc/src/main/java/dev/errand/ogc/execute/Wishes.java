// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.ogc.OgcException;
import dev.errand.operation.OperationInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads the member {@code outputs} of what is asked for. */
record Wishes(OutputFormats formats) {

  /**
   * What is wanted of which outputs; an empty object means all, as leaving it out does.
   *
   * @throws OgcException 400 if there is no such output, or not like that
   */
  static Map<String, Wish> read(OperationInfo process, JsonNode outputs) {
    // Mostly so; the formats of a process take longer to find out than the rest of its start.
    if (outputs.isMissingNode() || outputs.isNull()) {
      return Map.of();
    }
    return new Wishes(new OutputFormats(process)).read(outputs);
  }

  private Map<String, Wish> read(JsonNode outputs) {
    if (!outputs.isObject()) {
      throw JsonMembers.wrong("outputs", "an object with a member for each output that is wanted");
    }
    Map<String, Wish> wishes = new LinkedHashMap<>();
    outputs.forEachEntry((id, wish) -> wishes.put(id, wish(id, wish)));
    return wishes;
  }

  private Wish wish(String id, JsonNode wish) {
    if (!formats.has(id)) {
      throw OgcException.noSuchOutput(400, id);
    }
    if (wish.isNull()) {
      return Wish.NONE;
    }
    if (!wish.isObject()) {
      throw JsonMembers.wrong("outputs." + id, "an object");
    }
    return new Wish(transmission(id, wish.path("transmissionMode")), mediaType(id, wish));
  }

  private static Optional<Wish.Transmission> transmission(String id, JsonNode mode) {
    if (mode.isMissingNode() || mode.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (mode.asString("")) {
          case "value" -> Wish.Transmission.VALUE;
          case "reference" -> Wish.Transmission.REFERENCE;
          default ->
              throw JsonMembers.wrong(
                  "outputs." + id + ".transmissionMode", "'value' or 'reference'");
        });
  }

  private Optional<String> mediaType(String id, JsonNode wish) {
    JsonNode type = wish.path("format").path("mediaType");
    if (type.isMissingNode() || type.isNull()) {
      return Optional.empty();
    }
    Optional<String> known =
        formats.of(id).stream().filter(sameType(type.asString(""))).findFirst();
    if (known.isEmpty()) {
      throw JsonMembers.wrong(
          "outputs." + id + ".format.mediaType", "one of " + String.join(", ", formats.of(id)));
    }
    return known;
  }

  private static Predicate<String> sameType(String type) {
    return candidate -> MediaType.of(candidate).equals(MediaType.of(type));
  }
}
