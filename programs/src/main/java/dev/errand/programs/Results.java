// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.ValueProblems;
import dev.errand.programs.declaration.Outputs;
import dev.errand.programs.declaration.ResultSource;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the result of a program that succeeded. */
final class Results {

  private static final long LARGEST = 16L << 20;

  private Results() {}

  /**
   * Empty where it has none.
   *
   * @throws ProgramFailedException if it is not where it should be or does not fit
   */
  static Optional<JsonNode> read(Outputs outputs, Written written, Path folder) throws IOException {
    Optional<JsonNode> told = written.protocol().flatMap(LineProtocol::result);
    Optional<JsonNode> result =
        told.isPresent()
            ? Optional.of(accepted(told.get(), outputs.source()))
            : untold(outputs.source(), written, folder);
    result.ifPresent(value -> outputs.schema().ifPresent(schema -> requireFitting(value, schema)));
    return result;
  }

  private static JsonNode accepted(JsonNode told, ResultSource source) {
    return switch (source) {
      case ResultSource.None(), ResultSource.Text() ->
          throw new ProgramFailedException(
              "The program told a result in a line of JSON, but its declaration says that it has none"
                  + " or a text; declare its members in 'outputs', or 'result: last-line'.");
      case ResultSource.LastLine(), ResultSource.JsonFile(_) -> told;
    };
  }

  private static void requireFitting(JsonNode value, Json schema) {
    List<Problem> problems = ValueProblems.of(value, schema);
    if (!problems.isEmpty()) {
      throw new ProgramFailedException(
          "The result of the program does not fit its declaration: "
              + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
  }

  private static Optional<JsonNode> untold(ResultSource source, Written written, Path folder)
      throws IOException {
    return switch (source) {
      case ResultSource.None() -> Optional.empty();
      case ResultSource.Text() ->
          Optional.of(Json.mapper().getNodeFactory().stringNode(written.text()));
      case ResultSource.LastLine() ->
          Optional.of(
              parse(
                  written.lastLine(),
                  "The last line that the program wrote to its standard output is no JSON"));
      case ResultSource.JsonFile(String name) -> Optional.of(file(folder, name));
    };
  }

  private static JsonNode file(Path folder, String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ProgramFailedException(
          "The program left no file '%s', in which its result is to stand.".formatted(name));
    }
    if (Files.size(file) > LARGEST) {
      throw new ProgramFailedException(
          "The file '%s' has more than the %d bytes that a result may have."
              .formatted(name, LARGEST));
    }
    return parse(
        Files.readString(file), "What the program left in '%s' is no JSON".formatted(name));
  }

  private static JsonNode parse(String text, String otherwise) {
    try {
      JsonNode value = new Json(text).parse();
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JacksonException e) {
      throw new ProgramFailedException(otherwise + ": " + e.getOriginalMessage());
    }
    throw new ProgramFailedException(otherwise + ": there is nothing");
  }
}
