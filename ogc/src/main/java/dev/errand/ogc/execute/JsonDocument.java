// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
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
public final class JsonDocument {

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

  private static final Pattern SOURCE =
      Pattern.compile("\\s*\\(start marker at \\[Source:.*", Pattern.DOTALL);

  private JsonDocument() {}

  /**
   * Reads a whole document in UTF-8.
   *
   * @param what it is, for people
   * @throws OgcException 400 saying where it is wrong
   */
  public static JsonNode read(byte[] bytes, String what) {
    try {
      JsonNode document = MAPPER.readTree(bytes);
      if (document.isMissingNode()) {
        throw OgcException.of(400, what + " is empty; it must be JSON.");
      }
      requireSound(document, what);
      return document;
    } catch (JacksonException e) {
      throw OgcException.of(400, what + " is not JSON" + place(e) + ": " + reason(e));
    }
  }

  /**
   * Reads the object that the body of a request is.
   *
   * @param what is described in it, as a sentence begins
   * @throws OgcException 400 if it is no object, 415 if it does not say that it is JSON
   */
  public static ObjectNode object(Request request, String what) {
    Optional<MediaType> type = request.contentType().map(MediaType::of);
    if (type.isPresent() && !type.get().isJson()) {
      throw OgcException.of(
          415, what + " is described in JSON: send it with Content-Type: application/json.");
    }
    if (read(request.body(), "The request body") instanceof ObjectNode object) {
      return object;
    }
    throw OgcException.of(400, "The request body must be a JSON object.");
  }

  /** Without what the parser says of its source, which tells callers nothing. */
  private static String reason(JacksonException e) {
    return SOURCE.matcher(e.getOriginalMessage()).replaceFirst("");
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static void requireSound(JsonNode node, String what) {
    if (node.isString()) {
      requireText(node.stringValue(), what);
    } else if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble(Double.NaN))) {
      throw OgcException.of(400, what + " has a number that is too large.");
    }
    if (node.isObject()) {
      node.propertyNames().forEach(name -> requireText(name, what));
    }
    node.forEach(member -> requireSound(member, what));
  }

  /** Halves of surrogate pairs can be written in JSON and mean nothing. */
  private static void requireText(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw OgcException.of(
            400, what + " has a text with half of a surrogate pair, which is no character.");
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
