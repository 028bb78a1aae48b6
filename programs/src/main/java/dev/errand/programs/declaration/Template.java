// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for inputs: {@code --name=${name}}. {@code $${} stands for {@code ${} itself.
 * No shell ever sees it.
 */
public record Template(List<Part> parts) {

  private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)}|\\$\\{");

  /** A piece of it. */
  public sealed interface Part {

    /** Stands for itself. */
    record Text(String text) implements Part {}

    /** Stands for an input, or for something that the server knows. */
    record Reference(String name) implements Part {}
  }

  public Template {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if a place does not end
   */
  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    Matcher places = PLACE.matcher(text);
    int from = 0;
    while (places.find()) {
      plain.append(text, from, places.start());
      from = places.end();
      if (places.group().equals("$${")) {
        plain.append("${");
      } else if (places.group(1) == null) {
        throw new IllegalArgumentException("'${' without '}'");
      } else {
        addText(parts, plain);
        parts.add(new Part.Reference(places.group(1)));
      }
    }
    plain.append(text, from, text.length());
    addText(parts, plain);
    return new Template(parts);
  }

  private static void addText(List<Part> parts, StringBuilder plain) {
    if (!plain.isEmpty()) {
      parts.add(new Part.Text(plain.toString()));
      plain.setLength(0);
    }
  }

  /** What it refers to, in order. */
  public List<String> references() {
    return parts.stream()
        .filter(Part.Reference.class::isInstance)
        .map(part -> ((Part.Reference) part).name())
        .toList();
  }
}
