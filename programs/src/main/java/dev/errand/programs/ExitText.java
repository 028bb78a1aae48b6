// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Limits;
import dev.errand.programs.process.Remains;
import java.util.Map;
import java.util.Optional;

/** Says why a program did not succeed. */
final class ExitText {

  /** Java tells the signal that ended a process so. */
  private static final int SIGNAL = 128;

  private static final int OUT_OF_CPU = 24;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1,
          "HUP",
          2,
          "INT",
          3,
          "QUIT",
          4,
          "ILL",
          6,
          "ABRT",
          8,
          "FPE",
          9,
          "KILL",
          11,
          "SEGV",
          15,
          "TERM",
          OUT_OF_CPU,
          "XCPU");

  private ExitText() {}

  static String of(int code, Remains remains, Limits limits, String lastError) {
    if (remains.killedForMemory()) {
      return "The program used %s of memory, over its limit of %s, and was ended."
          .formatted(
              Figures.size(remains.most().memory()),
              Figures.size(limits.memory().orElse(remains.most().memory())));
    }
    if (code == SIGNAL + OUT_OF_CPU && limits.cpuTime().isPresent()) {
      return "The program used %s of CPU, its limit, and was ended."
          .formatted(Figures.seconds(limits.cpuTime().get()));
    }
    return "The program %s%s".formatted(how(code), lastError.isEmpty() ? "." : ": " + lastError);
  }

  private static String how(int code) {
    Optional<String> signal = Optional.ofNullable(SIGNALS.get(code - SIGNAL));
    return signal
        .map(name -> "was ended by the signal %s (exit code %d)".formatted(name, code))
        .orElse("ended with exit code " + code);
  }
}
