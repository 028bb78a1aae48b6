// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Reading.ProgressPattern;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;

/** Finds in lines how far a program has come. */
final class ProgressReading {

  private final ProgressPattern pattern;
  private final Voice voice;
  private String text;

  /**
   * @param text what it does, until a line says something else
   */
  ProgressReading(ProgressPattern pattern, Voice voice, String text) {
    this.pattern = pattern;
    this.voice = voice;
    this.text = text;
  }

  /** The last place in a line counts, since a bar may hold all that came before. */
  void read(String line) {
    Matcher places = pattern.pattern().matcher(line);
    boolean found = false;
    OptionalDouble amount = OptionalDouble.empty();
    OptionalDouble total = pattern.total();
    while (places.find()) {
      found = true;
      text = group(places, "text").orElse(text);
      amount = number(places, "amount");
      OptionalDouble said = number(places, "total");
      total = said.isPresent() ? said : pattern.total();
    }
    if (!found) {
      return;
    }
    if (amount.isEmpty()) {
      voice.progress(text);
    } else if (total.isEmpty()) {
      voice.progress(text, amount.getAsDouble());
    } else {
      voice.progress(text, amount.getAsDouble(), total.getAsDouble());
    }
  }

  private Optional<String> group(Matcher places, String name) {
    return pattern.has(name) ? Optional.ofNullable(places.group(name)) : Optional.empty();
  }

  private OptionalDouble number(Matcher places, String name) {
    try {
      return group(places, name)
          .map(Double::valueOf)
          .filter(Double::isFinite)
          .map(OptionalDouble::of)
          .orElse(OptionalDouble.empty());
    } catch (NumberFormatException noNumber) {
      return OptionalDouble.empty();
    }
  }
}
