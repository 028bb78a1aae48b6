// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.FileOutput;
import dev.errand.operation.SchemaProblems;
import dev.errand.task.Json;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the outputs of a declaration: under each name a file, which is a mapping with {@code file},
 * or a member of the result, which is a JSON Schema.
 */
final class OutputsReader {

  private static final String REMEDY =
      "write text, last-line, none, or {file: name.json}, which the program leaves";

  private static final String RESULT_FILE = "write {file: result.json}, which the program leaves";

  private final List<DeclaredFile> files = new ArrayList<>();
  private final ObjectNode properties = Json.mapper().createObjectNode();
  private final ArrayNode required = Json.mapper().createArrayNode();

  static Outputs read(Members declaration) {
    OutputsReader reader = new OutputsReader();
    declaration.find("outputs").map(Value::members).orElse(Map.of()).forEach(reader::output);
    return reader.outputs(declaration.find("result"));
  }

  private void output(String name, Value value) {
    if (!value.isMapping()) {
      value.mistake(
          "an output is a file or has a JSON Schema",
          "write {file: name, mediaType: text/csv} or {type: string}");
    } else if (value.members().containsKey("file")) {
      file(name, value);
    } else if (value.json().orElse(null) instanceof ObjectNode schema) {
      boolean optional = schema.path("optional").asBoolean(false);
      schema.remove("optional");
      SchemaProblems.of(Json.of(schema))
          .forEach(problem ->
              value.mistake("this is no JSON Schema: " + problem, "or write 'file: name'"));
      properties.set(name, schema);
      if (!optional) {
        required.add(name);
      }
    }
  }

  private void file(String name, Value value) {
    Members file = new Members(value, "file", "mediaType", "title");
    Optional<String> pattern = file.text("file");
    pattern.ifPresent(text -> {
      requireInside(text, value, "write a name, or a pattern such as tiles/*.png");
      requirePattern(text, value);
    });
    FileOutput output =
        new FileOutput(
            name,
            file.text("title").orElse(name),
            file.text("mediaType").orElse("application/octet-stream"));
    pattern.ifPresent(text -> files.add(new DeclaredFile(output, text)));
  }

  private static void requireInside(String file, Value value, String remedy) {
    if (file.isBlank() || file.startsWith("/") || List.of(file.split("/")).contains("..")) {
      value.mistake("'%s' is not in the working folder".formatted(file), remedy);
    }
  }

  private static void requirePattern(String text, Value value) {
    try {
      PathMatcher _ = DeclaredFile.matcher(text);
    } catch (PatternSyntaxException e) {
      value.mistake(
          "'%s' is no pattern: %s".formatted(text, e.getDescription()),
          "close what is open, or write a backslash before a character that stands for itself");
    }
  }

  private Outputs outputs(Optional<Value> declared) {
    Optional<ResultSource> source = declared.flatMap(OutputsReader::source);
    if (properties.isEmpty()) {
      ResultSource from = source.orElse(new ResultSource.Text());
      return new Outputs(schemaOf(from), from, files);
    }
    declared
        .filter(_ -> source.filter(from -> from instanceof ResultSource.Text).isPresent())
        .ifPresent(value ->
            value.mistake(
                "a text has no members, but outputs are declared", "take last-line or a file"));
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
    schema.set("properties", properties);
    schema.set("required", required);
    return new Outputs(
        Optional.of(Json.of(schema)), source.orElse(new ResultSource.LastLine()), files);
  }

  private static Optional<Json> schemaOf(ResultSource source) {
    return switch (source) {
      case ResultSource.None() -> Optional.empty();
      case ResultSource.Text() -> Optional.of(new Json("{\"type\":\"string\"}"));
      case ResultSource.LastLine(), ResultSource.JsonFile(_) -> Optional.of(Json.EMPTY_OBJECT);
    };
  }

  private static Optional<ResultSource> source(Value value) {
    if (value.isMapping()) {
      Optional<String> file =
          new Members(value, "file").require("file", RESULT_FILE).flatMap(Value::text);
      file.ifPresent(text -> requireInside(text, value, RESULT_FILE));
      return file.map(ResultSource.JsonFile::new);
    }
    Optional<String> word = value.text();
    Optional<ResultSource> source =
        word.flatMap(text ->
            switch (text) {
              case "text" -> Optional.of(new ResultSource.Text());
              case "last-line" -> Optional.of(new ResultSource.LastLine());
              case "none" -> Optional.of(new ResultSource.None());
              default -> Optional.empty();
            });
    if (word.isPresent() && source.isEmpty()) {
      value.mistake("'result' cannot be '%s'".formatted(word.get()), REMEDY);
    }
    return source;
  }
}
