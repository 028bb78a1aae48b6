// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.operation.FileOutput;
import dev.errand.operation.Inputs;
import dev.errand.operation.OperationSpec;
import dev.errand.task.Json;
import java.io.PrintStream;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What one operation does, takes and leaves, for a person who wants to run it. */
record OperationHelp(OperationSpec<?, ?> spec) {

  void print(PrintStream out) {
    out.println(spec.name() + ": " + spec.title());
    spec.about().description().ifPresent(out::println);
    out.println();
    out.println("Usage: errand run " + spec.name() + " name=value... [--data FOLDER]" + leaving());
    out.println();
    inputs().print(out);
  }

  private String leaving() {
    return spec.files().isEmpty()
        ? ""
        : " [--out FILE]\nLeaves a file: "
            + spec.files().stream()
                .map(FileOutput::title)
                .map(String::toLowerCase)
                .collect(Collectors.joining(", "));
  }

  /** Secrets, which the schema calls write-only, are not for the command line. */
  private Columns inputs() {
    InputSchema schema = new InputSchema(Inputs.of(spec).schema().parse());
    Columns columns = new Columns("INPUT", "TYPE", "");
    for (String name : schema.shown()) {
      JsonNode member = schema.member(name);
      columns.row(name, schema.type(name).words(), explained(schema, name, member));
    }
    return columns;
  }

  private static String explained(InputSchema schema, String name, JsonNode member) {
    String said = member.path("description").asString("");
    if (schema.isRequired(name)) {
      return said + " (required)";
    }
    JsonNode initial = member.path("default");
    return initial.isMissingNode() || initial.isNull()
        ? said
        : said + " (" + shown(initial) + " if absent)";
  }

  private static String shown(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.of(value).text();
  }
}
