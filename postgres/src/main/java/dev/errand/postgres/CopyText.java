// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rows as {@code COPY FROM} reads them in its text format (PostgreSQL manual, COPY). */
final class CopyText {

  private CopyText() {}

  static byte[] line(Row row) {
    StringBuilder line = new StringBuilder();
    for (Optional<Object> value : row.values()) {
      if (!line.isEmpty()) {
        line.append('\t');
      }
      append(line, value);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder line, Optional<Object> value) {
    if (value.isEmpty()) {
      line.append("\\N");
    } else if (value.get() instanceof String text) {
      escape(line, text);
    } else {
      line.append(value.get());
    }
  }

  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(one);
      }
    }
  }
}
