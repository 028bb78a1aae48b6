// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.programs.declaration.Reading.ProgressPattern;
import dev.errand.task.LogLevel;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads how what a program writes is to be read. */
final class ReadingReader {

  private static final String LEVELS = "write debug, info, warn or error";

  private ReadingReader() {}

  static Reading read(Members declaration) {
    Optional<Members> log =
        declaration.find("log").map(value -> new Members(value, "stdout", "stderr"));
    return new Reading(
        log.flatMap(levels -> level(levels, "stdout")).orElse(LogLevel.INFO),
        log.flatMap(levels -> level(levels, "stderr")).orElse(LogLevel.WARN),
        declaration.find("progress").flatMap(ReadingReader::progress),
        declaration.read("lines", ReadingReader::isJson, "write text or json").orElse(false));
  }

  private static Optional<LogLevel> level(Members levels, String name) {
    return levels.read(name, text -> LogLevel.valueOf(text.toUpperCase(Locale.ROOT)), LEVELS);
  }

  private static boolean isJson(String text) {
    return switch (text) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Optional<ProgressPattern> progress(Value value) {
    Members members = new Members(value, "pattern", "total");
    Optional<Value> pattern = members.require("pattern", "write 'pattern: \"(?<amount>[0-9]+)%\"'");
    Optional<Double> total =
        members.read("total", Double::valueOf, "write the number that means all of it");
    return pattern
        .flatMap(Value::text)
        .flatMap(text -> compiled(text, pattern.get()))
        .map(compiled ->
            new ProgressPattern(
                compiled, total.map(OptionalDouble::of).orElse(OptionalDouble.empty())));
  }

  private static Optional<Pattern> compiled(String text, Value value) {
    try {
      Pattern pattern = Pattern.compile(text);
      if (!pattern.namedGroups().containsKey("amount")
          && !pattern.namedGroups().containsKey("text")) {
        value.mistake(
            "the pattern has no group that says how far it is",
            "name one amount or text: (?<amount>[0-9]+)");
      }
      return Optional.of(pattern);
    } catch (PatternSyntaxException e) {
      value.mistake(
          "this is no regular expression: " + e.getDescription(), "see java.util.regex.Pattern");
      return Optional.empty();
    }
  }
}
