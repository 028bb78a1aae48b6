// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Utf8Buffer;
import dev.errand.ogc.JsonWriter;
import dev.errand.task.Json;
import dev.errand.task.Progress;

/** A progress as a JSON object. */
final class ProgressObject {

  private ProgressObject() {}

  static void append(Utf8Buffer out, Progress progress) {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().text("text", progress.text()).json("amount", number(progress.amount()));
    progress
        .total()
        .ifPresent(total -> {
          json.json("total", number(total));
          double percent = 100 * (progress.amount() / total);
          if (total > 0 && Double.isFinite(percent)) {
            json.number("percent", (long) Math.clamp(percent, 0, 100));
          }
        });
    json.endObject();
  }

  /** Whole numbers without a fraction. */
  private static Json number(double value) {
    long whole = (long) value;
    return new Json(whole == value ? Long.toString(whole) : Double.toString(value));
  }
}
