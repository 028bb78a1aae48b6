// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.operation.Inputs;
import dev.errand.operation.OperationSpec;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns {@code name=value} words into the inputs of an operation, as its schema wants them:
 * numbers, truth values, lists by comma, objects as JSON, everything else as text.
 */
final class OperationInputs {

  private final OperationSpec<?, ?> operation;
  private final Inputs<?> checked;
  private final InputSchema schema;
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> blamed = new HashSet<>();

  private OperationInputs(OperationSpec<?, ?> operation) {
    this.operation = operation;
    this.checked = Inputs.of(operation);
    this.schema = new InputSchema(checked.schema().parse());
  }

  /**
   * @throws Refusal naming all that is wrong, words and values, and the inputs there are
   */
  static Json parse(OperationSpec<?, ?> operation, List<String> words) {
    return new OperationInputs(operation).parse(words);
  }

  private Json parse(List<String> words) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (equals < 1) {
        wrong.add("'%s' is not name=value".formatted(word));
      } else if (!schema.has(name)) {
        wrong.add("there is no input '%s'".formatted(name));
      } else if (inputs.containsKey(name)) {
        wrong.add("'%s' is given twice".formatted(name));
      } else {
        inputs.put(name, value(name, word.substring(equals + 1), schema.member(name)));
      }
    }
    Json json = Json.of(inputs);
    check(json);
    if (!wrong.isEmpty()) {
      throw new Refusal(
          "%s: %s; it takes %s".formatted(operation.name(), String.join(", ", wrong), known()));
    }
    return json;
  }

  /** What the schema says of the values, unless something else was said of them already. */
  private void check(Json inputs) {
    try {
      Inputs.Checked<?> _ = checked.check(inputs);
    } catch (InvalidInputsException e) {
      e.problems().stream()
          .filter(problem -> !blamed.contains(problem.member().replaceFirst("[.\\[].*", "")))
          .forEach(problem -> wrong.add(problem.toString()));
    }
  }

  private Object value(String name, String text, JsonNode member) {
    InputSchema.Type type = InputSchema.type(member);
    try {
      return switch (type) {
        case TRUTH -> truth(text);
        case WHOLE -> new BigInteger(text.strip());
        case NUMBER -> new BigDecimal(text.strip());
        case LIST -> list(name, text, member.path("items"));
        case OBJECT -> new Json(text).parse();
        case ANY -> any(text);
        case TEXT -> text;
      };
    } catch (IllegalArgumentException | JacksonException e) {
      wrong.add("'%s' is no %s for '%s'".formatted(text, type.words(), name));
      blamed.add(name);
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

  private static Object any(String text) {
    try {
      return new Json(text).parse();
    } catch (JacksonException e) {
      return text; // no JSON, so it is meant as it stands
    }
  }

  private static boolean truth(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private String known() {
    return schema.shown().stream()
        .map(name -> schema.isRequired(name) ? name + " (required)" : name)
        .collect(Collectors.joining(", "));
  }
}
