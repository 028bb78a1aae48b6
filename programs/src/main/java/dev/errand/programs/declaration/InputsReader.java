// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.SchemaProblems;
import dev.errand.programs.declaration.DeclaredInput.Passing;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads the inputs of a declaration: a JSON Schema each, and two words of ours in it. */
final class InputsReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private static final Map<String, Passing> PASSING =
      Map.of("value", Passing.VALUE, "file", Passing.FILE, "path", Passing.PATH);

  private InputsReader() {}

  static List<DeclaredInput> read(Optional<Value> declared) {
    List<DeclaredInput> inputs = new ArrayList<>();
    declared
        .filter(value -> value.isMapping() || isWrong(value))
        .ifPresent(value ->
            value.members().forEach((name, input) -> read(name, input).ifPresent(inputs::add)));
    return inputs;
  }

  private static boolean isWrong(Value value) {
    value.mistake(
        "inputs are names, each with a JSON Schema", "write 'inputs: {word: {type: string}}'");
    return false;
  }

  private static Optional<DeclaredInput> read(String name, Value value) {
    if (!NAME.matcher(name).matches()) {
      value.mistake(
          "'%s' cannot be the name of an input".formatted(name),
          "use letters, digits, - and _, and begin with a letter");
    }
    if (!value.isMapping()) {
      value.mistake("an input is described by a JSON Schema", "write '{type: string}'");
      return Optional.empty();
    }
    if (!(value.json().orElse(null) instanceof ObjectNode schema)) {
      return Optional.empty();
    }
    Passing passing = passing(value);
    boolean optional = optional(value);
    schema.remove(List.of("as", "optional"));
    SchemaProblems.of(Json.of(schema))
        .forEach(problem ->
            value.mistake(
                "this is no JSON Schema: " + problem,
                "see https://json-schema.org/understanding-json-schema"));
    DeclaredInput input =
        new DeclaredInput(name, schema, !optional && !schema.has("default"), passing);
    judge(input, value);
    return Optional.of(input);
  }

  private static void judge(DeclaredInput input, Value value) {
    if (input.isSecret() && !input.schema().path("type").asString("").equals("string")) {
      value.mistake("a secret (writeOnly) is a text", "write 'type: string' beside it");
    }
    if (input.passing() == Passing.PATH
        && !input.schema().path("type").asString("").equals("string")) {
      value.mistake("an input 'as: path' is a text", "write 'type: string' beside it");
    }
  }

  private static Passing passing(Value value) {
    Value as = value.members().get("as");
    if (as == null) {
      return Passing.VALUE;
    }
    String word = as.text().orElse("value");
    if (!PASSING.containsKey(word)) {
      as.mistake(
          "'as' cannot be '%s'".formatted(word),
          "write value, file (its value is put into one) or path (it names one on the server)");
    }
    return PASSING.getOrDefault(word, Passing.VALUE);
  }

  private static boolean optional(Value value) {
    Value optional = value.members().get("optional");
    if (optional == null) {
      return false;
    }
    String word = optional.text().orElse("");
    if (!word.equals("true") && !word.equals("false")) {
      optional.mistake("'optional' cannot be '%s'".formatted(word), "write true or false");
    }
    return word.equals("true");
  }
}
