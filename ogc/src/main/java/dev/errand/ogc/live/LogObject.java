// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Utf8Buffer;
import dev.errand.ogc.JsonWriter;
import dev.errand.task.LogEntry;
import java.util.Locale;

/** An entry of a log as a JSON object: a line, or how many lines are missing. */
final class LogObject {

  private LogObject() {}

  static void append(Utf8Buffer out, LogEntry entry) {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().number("sequence", entry.sequence());
    switch (entry) {
      case LogEntry.Line line ->
          json.text("time", line.time().toString())
              .text("level", line.level().name().toLowerCase(Locale.ROOT))
              .text("text", line.text());
      case LogEntry.Gap gap -> json.number("missing", gap.missing());
    }
    json.endObject();
  }
}
