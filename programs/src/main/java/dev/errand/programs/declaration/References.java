// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads texts with places, of which each must stand for something that there is. */
final class References {

  private final Map<String, DeclaredInput> inputs;

  References(List<DeclaredInput> inputs) {
    this.inputs =
        inputs.stream()
            .collect(Collectors.toMap(DeclaredInput::name, Function.identity(), (one, _) -> one));
  }

  Optional<DeclaredInput> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /** A text of the command: seen by every user of the machine, so no secret may stand in it. */
  Optional<Template> ofCommand(Value value) {
    Optional<Template> template = read(value);
    template.ifPresent(read -> {
      refuseSecrets(read, value);
      long lists =
          read.references().stream()
              .flatMap(name -> input(name).stream())
              .filter(DeclaredInput::isList)
              .count();
      if (lists > 1) {
        value.mistake("two lists stand in one argument", "give each an argument of its own");
      }
    });
    return template;
  }

  private void refuseSecrets(Template template, Value value) {
    template.references().stream()
        .flatMap(name -> input(name).stream())
        .filter(input -> input.isSecret() && input.passing() == DeclaredInput.Passing.VALUE)
        .forEach(input ->
            value.mistake(
                "the secret '%s' stands in the command, which every user of the machine can see"
                    .formatted(input.name()),
                "pass it by 'environment', or by a file: add 'as: file' to the input"));
  }

  /** A text of the environment, which only the same user can see. */
  Optional<Template> read(Value value) {
    return value
        .text()
        .flatMap(text -> {
          try {
            return Optional.of(Template.parse(text));
          } catch (IllegalArgumentException e) {
            value.mistake(e.getMessage() + " in '" + text + "'", "close it, or write $${ for ${");
            return Optional.empty();
          }
        })
        .filter(template -> {
          template.references().stream()
              .filter(name -> !inputs.containsKey(name) && !Places.ALL.contains(name))
              .forEach(name -> tellUnknown(name, value));
          return true;
        });
  }

  void tellUnknown(String name, Value value) {
    String known =
        Stream.concat(inputs.keySet().stream().sorted(), Places.ALL.stream())
            .collect(Collectors.joining(", "));
    value.mistake("there is no input '%s'".formatted(name), "declare it, or use one of " + known);
  }
}
