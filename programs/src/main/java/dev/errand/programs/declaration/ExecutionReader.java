// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.programs.declaration.DeclaredInput.Passing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how a program is run. */
final class ExecutionReader {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Members declaration;
  private final References references;

  ExecutionReader(Members declaration, List<DeclaredInput> inputs) {
    this.declaration = declaration;
    this.references = new References(inputs);
  }

  Declaration.Execution read() {
    return new Declaration.Execution(
        command(),
        new Surroundings(environment(), inherited(), stdin()),
        ReadingReader.read(declaration),
        LimitsReader.ending(declaration),
        LimitsReader.limits(declaration));
  }

  private List<Argument> command() {
    Optional<Value> command =
        declaration.require("command", "write 'command: [program, \"${input}\"]'");
    List<Argument> arguments = new ArrayList<>();
    if (command.filter(value -> !value.isList()).isPresent()) {
      command
          .get()
          .mistake(
              "the command is a list, since no shell takes it apart",
              "write [program, first, second]");
      return arguments;
    }
    for (Value item : command.map(Value::items).orElse(List.of())) {
      List<Value> words = item.isList() ? item.items() : List.of(item);
      arguments.add(
          new Argument(
              words.stream().flatMap(word -> references.ofCommand(word).stream()).toList()));
    }
    command
        .filter(value -> value.items().isEmpty() || isChosenByCaller(arguments))
        .ifPresent(value ->
            value.mistake("the command does not say which program", "write its name first"));
    return arguments;
  }

  /** Whoever chooses the program chooses everything. */
  private boolean isChosenByCaller(List<Argument> arguments) {
    return !arguments.isEmpty()
        && !arguments.getFirst().words().isEmpty()
        && arguments.getFirst().words().getFirst().references().stream()
            .anyMatch(name -> references.input(name).isPresent());
  }

  private Map<String, Template> environment() {
    Map<String, Template> environment = new LinkedHashMap<>();
    declaration
        .find("environment")
        .map(Value::members)
        .orElse(Map.of())
        .forEach((name, value) -> {
          requireVariable(name, value);
          references.read(value).ifPresent(template -> environment.put(name, template));
        });
    return environment;
  }

  private List<String> inherited() {
    List<String> names = new ArrayList<>();
    for (Value value : declaration.find("inherit").map(Value::items).orElse(List.of())) {
      value
          .text()
          .ifPresent(name -> {
            requireVariable(name, value);
            names.add(name);
          });
    }
    return names;
  }

  private static void requireVariable(String name, Value value) {
    if (!VARIABLE.matcher(name).matches()) {
      value.mistake(
          "'%s' cannot be the name of a variable".formatted(name), "use letters, digits and _");
    }
  }

  private Optional<String> stdin() {
    Optional<Value> stdin = declaration.find("stdin");
    Optional<String> name = stdin.flatMap(Value::text);
    if (name.isEmpty()) {
      return name;
    }
    Optional<DeclaredInput> input = references.input(name.get());
    if (input.isEmpty()) {
      references.tellUnknown(name.get(), stdin.orElseThrow());
    } else if (input.get().passing() == Passing.VALUE) {
      stdin
          .orElseThrow()
          .mistake(
              "'%s' is no file".formatted(name.get()), "add 'as: file' or 'as: path' to the input");
    }
    return name;
  }
}
