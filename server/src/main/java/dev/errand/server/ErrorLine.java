// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.task.ErrandException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** An error as the one line that a person sees. */
record ErrorLine(String text) {

  static ErrorLine of(Throwable error) {
    return new ErrorLine(
        switch (error) {
          case ParameterException wrong -> usage(wrong) + "; 'errand help' shows what there is";
          case Refusal refusal -> Objects.toString(refusal.getMessage());
          case ErrandException known -> Objects.toString(known.getMessage());
          default -> error + " ('--debug' shows where)";
        });
  }

  private static String usage(ParameterException wrong) {
    boolean noCommand = wrong.getCommandLine().getParent() == null;
    if (wrong instanceof UnmatchedArgumentException unmatched
        && noCommand
        && !unmatched.isUnknownOption()) {
      return "there is no command '%s'".formatted(unmatched.getUnmatched().getFirst());
    }
    String message = Objects.toString(wrong.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** Prints it and answers the exit code that goes with it. */
  int print(PrintWriter err) {
    err.println("errand: " + text.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
    return ExitCode.REFUSED;
  }
}
