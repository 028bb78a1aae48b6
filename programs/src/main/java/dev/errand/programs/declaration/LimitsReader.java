// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.programs.process.Signal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads how long and how much, and how it ends. */
final class LimitsReader {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private LimitsReader() {}

  static Limits limits(Members declaration) {
    return declaration
        .find("limits")
        .map(value -> new Members(value, "time", "memory", "cpuTime", "openFiles", "processes"))
        .map(limits ->
            new Limits(
                limits.read("time", Quantities::time, Quantities.TIME),
                number(limits.read("memory", Quantities::size, Quantities.SIZE)),
                limits.read("cpuTime", Quantities::time, Quantities.TIME),
                number(limits.read("openFiles", Quantities::count, Quantities.COUNT)),
                number(limits.read("processes", Quantities::count, Quantities.COUNT))))
        .orElse(Limits.NONE);
  }

  private static OptionalLong number(Optional<Long> number) {
    return number.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  static Ending ending(Members declaration) {
    Optional<Members> cancel =
        declaration.find("cancel").map(value -> new Members(value, "signal", "grace"));
    return new Ending(
        success(declaration.find("success")),
        cancel.flatMap(LimitsReader::signal).orElse(Signal.TERM),
        cancel
            .flatMap(members -> members.read("grace", Quantities::time, Quantities.TIME))
            .orElse(GRACE),
        declaration
            .read("restart", LimitsReader::outlives, "write keep, or end, which it does unsaid")
            .orElse(false));
  }

  private static boolean outlives(String text) {
    return switch (text) {
      case "keep" -> true;
      case "end" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Optional<Signal> signal(Members cancel) {
    return cancel.read(
        "signal",
        text -> Signal.valueOf(text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "")),
        "write TERM, INT, HUP, QUIT or KILL");
  }

  private static Set<Integer> success(Optional<Value> declared) {
    if (declared.isEmpty()) {
      return Set.of(0);
    }
    List<Value> codes = declared.get().isList() ? declared.get().items() : List.of(declared.get());
    Set<Integer> success = new HashSet<>();
    for (Value code : codes) {
      String text = code.text().orElse("0");
      if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 255) {
        success.add(Integer.valueOf(text));
      } else {
        code.mistake(
            "'%s' is no exit code".formatted(text), "write a number from 0 to 255, or a list");
      }
    }
    return success;
  }
}
