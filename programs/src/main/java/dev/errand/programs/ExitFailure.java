// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Limits;
import dev.errand.programs.process.Remains;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Why a program did not succeed that ended by itself, or that the system ended. */
final class ExitFailure {

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

  private ExitFailure() {}

  static ProgramFailedException of(int code, Remains remains, Limits limits, String lastError) {
    if (remains.killedForMemory()) {
      return outOfMemory(Figures.size(remains.most().memory()), limits.memory());
    }
    if (code == SIGNAL + OUT_OF_CPU && limits.cpuTime().isPresent()) {
      return new OverLimitException(
          "The program used %s of CPU, its limit, and was ended."
              .formatted(Figures.seconds(limits.cpuTime().get())));
    }
    return new ProgramFailedException(
        "The program %s%s".formatted(how(code), lastError.isEmpty() ? "." : ": " + lastError));
  }

  /** Without a limit it was the machine that had no more, which another attempt may find better. */
  private static ProgramFailedException outOfMemory(String used, OptionalLong limit) {
    return limit.isEmpty()
        ? new ProgramFailedException(
            "The system had no more memory and ended the program, which used %s.".formatted(used))
        : new OverLimitException(
            "The program used %s of memory, over its limit of %s, and was ended."
                .formatted(used, Figures.size(limit.getAsLong())));
  }

  private static String how(int code) {
    Optional<String> signal = Optional.ofNullable(SIGNALS.get(code - SIGNAL));
    return signal
        .map(name -> "was ended by the signal %s (exit code %d)".formatted(name, code))
        .orElse("ended with exit code " + code);
  }
}
