// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Argument;
import dev.errand.programs.declaration.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what was sent in the places of texts. Nothing of it is ever taken apart again: what stands
 * in one argument stays in it, whatever it holds.
 *
 * @param values what stands for each name; a list for several, nothing for what was not sent
 */
record Substitution(Map<String, List<String>> values) {

  Substitution {
    values = Map.copyOf(values);
  }

  /** The words of a command. */
  List<String> command(List<Argument> arguments) {
    List<String> words = new ArrayList<>();
    for (Argument argument : arguments) {
      if (argument.words().stream().allMatch(this::isComplete)) {
        argument.words().forEach(word -> words.addAll(words(word)));
      }
    }
    return words;
  }

  private boolean isComplete(Template template) {
    return values.keySet().containsAll(template.references());
  }

  /** One word for each item of the list that stands in it, else one. */
  private List<String> words(Template template) {
    Optional<String> list =
        template.references().stream().filter(name -> values(name).size() != 1).findFirst();
    if (list.isEmpty()) {
      return List.of(fill(template, Map.of()));
    }
    return values(list.get()).stream()
        .map(item -> fill(template, Map.of(list.get(), item)))
        .toList();
  }

  /** One text, with lists joined by spaces; empty if something in it was not sent. */
  Optional<String> text(Template template) {
    return isComplete(template) ? Optional.of(fill(template, Map.of())) : Optional.empty();
  }

  private String fill(Template template, Map<String, String> items) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      text.append(
          switch (part) {
            case Template.Part.Text(String plain) -> plain;
            case Template.Part.Reference(String name) ->
                items.getOrDefault(name, String.join(" ", values(name)));
          });
    }
    return text.toString();
  }

  private List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }
}
