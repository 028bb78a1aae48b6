// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.files.AllowedFolders;
import dev.errand.programs.declaration.DeclaredInput;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the inputs of a task into what stands for them in a command. */
final class SentInputs {

  private final List<DeclaredInput> declared;
  private final AllowedFolders folders;

  /**
   * @param folders whose files callers may name
   */
  SentInputs(List<DeclaredInput> declared, AllowedFolders folders) {
    this.declared = declared;
    this.folders = folders;
  }

  /**
   * Does nothing, or refuses.
   *
   * @throws InvalidInputsException if something cannot be handed to a program
   * @throws dev.errand.files.PathNotAllowedException if a path is none that callers may name
   */
  void check(String operation, ObjectNode values) {
    List<Problem> problems = new ArrayList<>();
    for (DeclaredInput input : declared) {
      JsonNode value = values.get(input.name());
      if (value == null) {
        continue;
      }
      switch (input.passing()) {
        case VALUE -> {
          if (texts(value).stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            problems.add(
                new Problem(input.name(), "holds a character 0, which no program can get"));
          }
        }
        case FILE -> {
          try {
            byte[] _ = content(input, value);
          } catch (IllegalArgumentException e) {
            problems.add(new Problem(input.name(), "is no Base64: " + e.getMessage()));
          }
        }
        case PATH -> {
          Path _ = folders.resolve(value.asString(""));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputsException(operation, problems);
    }
  }

  /** What stands for each input; files are written into the folder. */
  Map<String, List<String>> values(ObjectNode values, Path folder) throws IOException {
    Map<String, List<String>> texts = new HashMap<>();
    for (DeclaredInput input : declared) {
      JsonNode value = values.get(input.name());
      if (value != null) {
        texts.put(input.name(), texts(input, value, folder));
      }
    }
    return texts;
  }

  private List<String> texts(DeclaredInput input, JsonNode value, Path folder) throws IOException {
    return switch (input.passing()) {
      case VALUE -> texts(value);
      case FILE -> {
        Path file = folder.resolve(input.name());
        Files.write(file, content(input, value));
        yield List.of(file.toString());
      }
      case PATH -> List.of(folders.resolve(value.asString("")).toString());
    };
  }

  private static List<String> texts(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(SentInputs::text).toList()
        : List.of(text(value));
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.of(value).text();
  }

  private static byte[] content(DeclaredInput input, JsonNode value) {
    String text = text(value);
    return input.schema().path("contentEncoding").asString("").equals("base64")
        ? Base64.getDecoder().decode(text.replaceAll("\\s", ""))
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
