// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.operation.OperationInfo;
import dev.errand.task.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns {@code name=value} words into the inputs of an operation, as its schema wants them:
 * numbers, truth values, lists by comma, objects as JSON, everything else as text. Whether a value
 * is allowed is for the operation to say.
 */
final class OperationInputs {

  private final String operation;
  private final JsonNode schema;
  private final List<String> wrong = new ArrayList<>();

  private OperationInputs(OperationInfo operation) {
    this.operation = operation.name();
    this.schema = operation.inputs().parse();
  }

  /**
   * @throws Refusal naming every word that does not fit, and the inputs there are
   */
  static Json parse(OperationInfo operation, List<String> words) {
    return new OperationInputs(operation).parse(words);
  }

  private Json parse(List<String> words) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      JsonNode member = schema.path("properties").path(name);
      if (equals < 1) {
        wrong.add("'%s' is not name=value".formatted(word));
      } else if (member.isMissingNode()) {
        wrong.add("there is no input '%s'".formatted(name));
      } else if (inputs.containsKey(name)) {
        wrong.add("'%s' is given twice".formatted(name));
      } else {
        inputs.put(name, value(name, word.substring(equals + 1), member));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Refusal(
          "%s: %s; it takes %s".formatted(operation, String.join(", ", wrong), known()));
    }
    return Json.of(inputs);
  }

  private Object value(String name, String text, JsonNode member) {
    String type = type(member);
    try {
      return switch (type) {
        case "boolean" -> truth(text);
        case "integer" -> new BigInteger(text.strip());
        case "number" -> new BigDecimal(text.strip());
        case "array" -> list(name, text, member.path("items"));
        case "object" -> new Json(text).parse();
        default -> text;
      };
    } catch (IllegalArgumentException | JacksonException e) {
      wrong.add("'%s' is no %s for '%s'".formatted(text, type, name));
      return text;
    }
  }

  private List<Object> list(String name, String text, JsonNode items) {
    List<Object> values = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      values.add(value(name, part, items));
    }
    return values;
  }

  private static boolean truth(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** The type that a value may have besides null. */
  private static String type(JsonNode member) {
    JsonNode type = member.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (!one.asString("").equals("null")) {
          return one.asString("string");
        }
      }
    }
    return type.asString("string");
  }

  /**
   * The inputs there are. Secrets, which the schema calls write-only, are not for the command line.
   */
  private String known() {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asString("")));
    return schema.path("properties").properties().stream()
        .filter(member -> !member.getValue().path("writeOnly").asBoolean(false))
        .map(Map.Entry::getKey)
        .map(name -> required.contains(name) ? name + " (required)" : name)
        .collect(Collectors.joining(", "));
  }
}
