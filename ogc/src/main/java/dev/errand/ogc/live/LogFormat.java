// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Accept;
import dev.errand.http.Request;
import dev.errand.http.Utf8Buffer;
import dev.errand.ogc.OgcException;
import dev.errand.task.LogEntry;
import java.util.Locale;
import java.util.Optional;

/** The two formats of a log, and which one a request gets. */
enum LogFormat {
  /** A line of text for each entry. */
  TEXT("text/plain") {
    @Override
    void append(Utf8Buffer out, LogEntry entry) {
      switch (entry) {
        case LogEntry.Line line ->
            out.ascii(line.time().toString())
                .ascii(" %-5s ".formatted(line.level()))
                .text(inOneLine(line.text()));
        case LogEntry.Gap gap -> out.text("… ").ascii(gap.text());
      }
      out.ascii('\n');
    }

    @Override
    void beat(Utf8Buffer out, long read) {
      out.ascii('\n');
    }
  },

  /** A JSON object in a line for each entry. */
  NDJSON("application/x-ndjson") {
    @Override
    void append(Utf8Buffer out, LogEntry entry) {
      LogObject.append(out, entry);
      out.ascii('\n');
    }

    @Override
    void beat(Utf8Buffer out, long read) {
      // An empty line would be no JSON; that no lines are missing is true and does no harm.
      append(out, new LogEntry.Gap(read + 1, 0));
    }
  };

  private final String mediaType;

  LogFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Appends an entry with the line break after it. */
  abstract void append(Utf8Buffer out, LogEntry entry);

  /**
   * Appends something that tells nothing.
   *
   * @param read the last line that was sent
   */
  abstract void beat(Utf8Buffer out, long read);

  String contentType() {
    return this == TEXT ? mediaType + ";charset=UTF-8" : mediaType;
  }

  /**
   * The format a request asks for: {@code f}, then Accept, then text.
   *
   * @throws OgcException 400 if {@code f} is neither, 406 if it accepts neither
   */
  static LogFormat of(Request request) {
    Optional<String> asked = request.query().first("f");
    if (asked.isPresent()) {
      return switch (asked.get().strip().toLowerCase(Locale.ROOT)) {
        case "text" -> TEXT;
        case "ndjson" -> NDJSON;
        default -> throw OgcException.invalidParameter("f", asked.get(), "'text' or 'ndjson'");
      };
    }
    String accept = request.header("Accept").orElse("");
    double text = Accept.weight(accept, TEXT.mediaType);
    double ndjson = Accept.weight(accept, NDJSON.mediaType);
    if (text == 0 && ndjson == 0) {
      throw OgcException.of(
          406,
          "A log is to be had as text/plain or application/x-ndjson, which Accept leaves out.");
    }
    return ndjson > text ? NDJSON : TEXT;
  }

  private static String inOneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n");
  }
}
