// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a log is wanted.
 *
 * @param from the sequence number of the first line
 * @param level the least level; gap marks are of any
 * @param limit how many entries at the most
 * @param follow whether to go on until the task has ended
 */
record LogQuery(long from, LogLevel level, long limit, boolean follow) {

  /**
   * @throws OgcException 400 if a parameter is not what it may be
   */
  static LogQuery of(Request request) {
    return new LogQuery(
        number(request, "from", 1),
        level(request),
        number(request, "limit", Long.MAX_VALUE),
        follow(request));
  }

  boolean isWanted(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> line.level().compareTo(level) >= 0;
      case LogEntry.Gap _ -> true;
    };
  }

  private static long number(Request request, String name, long otherwise) {
    Optional<String> asked = request.query().first(name);
    if (asked.isEmpty()) {
      return otherwise;
    }
    String text = asked.get();
    boolean digits =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    long number = digits ? Long.parseLong(text) : 0;
    if (number < 1) {
      throw OgcException.invalidParameter(name, text, "a whole number from 1 on");
    }
    return number;
  }

  private static LogLevel level(Request request) {
    Optional<String> asked = request.query().first("level");
    if (asked.isEmpty()) {
      return LogLevel.DEBUG;
    }
    return Arrays.stream(LogLevel.values())
        .filter(level -> level.name().equals(asked.get().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            OgcException.invalidParameter(
                "level", asked.get(), "'debug', 'info', 'warn' or 'error'"));
  }

  private static boolean follow(Request request) {
    String asked = request.query().first("follow").orElse("false");
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw OgcException.invalidParameter("follow", asked, "'true' or 'false'");
    };
  }
}
