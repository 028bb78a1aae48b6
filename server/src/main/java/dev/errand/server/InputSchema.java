// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The schema of an operation's inputs, as far as a command line needs it.
 *
 * @param document the JSON Schema of an object
 */
record InputSchema(JsonNode document) {

  /** What a word is read as. */
  enum Type {
    TEXT("text"),
    TRUTH("true or false"),
    WHOLE("whole number"),
    NUMBER("number"),
    LIST("list, with commas"),
    OBJECT("JSON object"),
    /** Of one of several types. */
    ANY("JSON or text");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  boolean has(String name) {
    return !member(name).isMissingNode();
  }

  JsonNode member(String name) {
    return document.path("properties").path(name);
  }

  boolean isRequired(String name) {
    return required().contains(name);
  }

  List<String> required() {
    return StreamSupport.stream(document.path("required").spliterator(), false)
        .map(name -> name.asString(""))
        .toList();
  }

  /**
   * The names of those that may stand on a command line; secrets, which are write-only, may not.
   */
  List<String> shown() {
    return document.path("properties").properties().stream()
        .filter(member -> !member.getValue().path("writeOnly").asBoolean(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  Type type(String name) {
    return type(member(name));
  }

  static Type type(JsonNode member) {
    return switch (word(member)) {
      case "string" -> Type.TEXT;
      case "boolean" -> Type.TRUTH;
      case "integer" -> Type.WHOLE;
      case "number" -> Type.NUMBER;
      case "array" -> Type.LIST;
      case "object" -> Type.OBJECT;
      default -> Type.ANY;
    };
  }

  /** The type that a value may have besides null; empty if there are several. */
  private static String word(JsonNode member) {
    JsonNode type = member.path("type");
    if (!type.isArray()) {
      return type.asString("");
    }
    List<String> words =
        type.valueStream()
            .map(one -> one.asString(""))
            .filter(word -> !word.equals("null"))
            .toList();
    return words.size() == 1 ? words.getFirst() : "";
  }
}
