// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.ErrandException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine.ParameterException;

/** An error as the one line that a person sees. */
record ErrorLine(String text) {

  static ErrorLine of(Throwable error) {
    return new ErrorLine(
        switch (error) {
          case ParameterException wrong -> wrong.getMessage() + ". 'errand help' shows what there is.";
          case Refusal refusal -> Objects.toString(refusal.getMessage());
          case ErrandException known -> Objects.toString(known.getMessage());
          default -> error + " ('--debug' shows where)";
        });
  }

  /** Prints it and answers the exit code that goes with it. */
  int print(PrintWriter err) {
    err.println("errand: " + text.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
    return ExitCode.REFUSED;
  }
}
