// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON of strangers: nothing twice, nothing endlessly deep, no text that is none, no number
 * that cannot be written again.
 */
public final class StrictJson {

  /** How many objects and arrays may stand in each other. */
  private static final int DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(500)
                          .maxNameLength(1_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Reads a whole document in UTF-8.
   *
   * @throws MalformedJsonException saying what is wrong and where
   */
  public static JsonNode read(byte[] bytes) throws MalformedJsonException {
    try {
      JsonNode document = MAPPER.readTree(bytes);
      if (document.isMissingNode()) {
        throw new MalformedJsonException("is empty; it must be JSON.");
      }
      requireSound(document);
      return document;
    } catch (JacksonException e) {
      throw MalformedJsonException.of(e);
    }
  }

  private static void requireSound(JsonNode node) throws MalformedJsonException {
    if (node.isString()) {
      requireText(node.stringValue());
    } else if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble(Double.NaN))) {
      throw new MalformedJsonException("has a number that is too large.");
    }
    for (String name : node.propertyNames()) {
      requireText(name);
    }
    for (JsonNode member : node) {
      requireSound(member);
    }
  }

  /** Halves of surrogate pairs can be written in JSON and mean nothing. */
  private static void requireText(String text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new MalformedJsonException(
            "has a text with half of a surrogate pair, which is no character.");
      }
    }
  }

  /** The text that all spellings of a document have in common: no spaces, members by name. */
  public static String canonical(JsonNode document) {
    return sorted(document).toString();
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        TreeMap<String, JsonNode> members = new TreeMap<>();
        object.forEachEntry(members::put);
        ObjectNode sorted = MAPPER.createObjectNode();
        members.forEach((name, member) -> sorted.set(name, sorted(member)));
        yield sorted;
      }
      case ArrayNode array -> {
        ArrayNode sorted = MAPPER.createArrayNode();
        array.forEach(item -> sorted.add(sorted(item)));
        yield sorted;
      }
      default -> node;
    };
  }
}
