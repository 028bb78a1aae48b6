// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down exceptions. */
final class Failures {

  /** A trace longer than this is cut: an endless recursion must not fill the store. */
  private static final int MAX_TRACE = 256 << 10;

  private static final int MAX_MESSAGE = 16 << 10;
  private static final int MAX_CAUSES = 50;
  private static final int MAX_LINE = 300;

  private Failures() {}

  static Failure of(Throwable thrown, Redactor redactor) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    List<Failure.Cause> causes = new ArrayList<>();
    Throwable cause = thrown.getCause();
    while (cause != null && causes.size() < MAX_CAUSES) {
      causes.add(new Failure.Cause(cause.getClass().getName(), message(cause, redactor)));
      cause = cause.getCause();
    }
    return new Failure(
        thrown.getClass().getName(),
        message(thrown, redactor),
        cut(redactor.clean(trace.toString().replace("\r\n", "\n")), MAX_TRACE),
        causes);
  }

  /** A failure that the engine found, without an exception of the operation's. */
  static Failure without(String type, String message) {
    return new Failure(type, Optional.of(message), type + ": " + message + "\n", List.of());
  }

  /** Type and beginning of the message, on one line. */
  static String line(Failure failure) {
    String whole =
        failure.message().map(text -> failure.type() + ": " + text).orElse(failure.type());
    String first = whole.lines().findFirst().orElse(failure.type());
    return first.length() <= MAX_LINE ? first : first.substring(0, MAX_LINE) + "…";
  }

  private static Optional<String> message(Throwable thrown, Redactor redactor) {
    return Optional.ofNullable(thrown.getMessage())
        .map(text -> cut(redactor.clean(text), MAX_MESSAGE));
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit
        ? text
        : text.substring(0, limit) + "\n… %d characters left out".formatted(text.length() - limit);
  }
}
