// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a program says of itself in lines that are JSON objects with one of three members: {@code
 * progress}, {@code log}, {@code result}. docs/programs.md documents them.
 */
final class LineProtocol {

  private final Voice voice;
  private Optional<JsonNode> result = Optional.empty();

  LineProtocol(Voice voice) {
    this.voice = voice;
  }

  /** Whether the line was such a one. */
  boolean read(String line) {
    if (!line.startsWith("{")) {
      return false;
    }
    JsonNode said;
    try {
      said = new Json(line).parse();
    } catch (JacksonException notJson) {
      return false;
    }
    if (said.path("progress").isObject()) {
      progress(said.path("progress"));
    } else if (said.path("log").isObject()) {
      log(said.path("log"));
    } else if (said.has("result")) {
      result = Optional.of(said.path("result"));
    } else {
      return false;
    }
    return true;
  }

  private void progress(JsonNode progress) {
    String text = progress.path("text").asString("");
    JsonNode amount = progress.path("amount");
    JsonNode total = progress.path("total");
    if (!isFinite(amount)) {
      voice.progress(text);
    } else if (!isFinite(total)) {
      voice.progress(text, amount.doubleValue());
    } else {
      voice.progress(text, amount.doubleValue(), total.doubleValue());
    }
  }

  private static boolean isFinite(JsonNode number) {
    return number.isNumber() && Double.isFinite(number.doubleValue());
  }

  private void log(JsonNode log) {
    String text = log.path("text").asString("");
    switch (level(log.path("level").asString("info"))) {
      case WARN -> voice.warn(text);
      case ERROR -> voice.error(text);
      case LogLevel other -> voice.log(other, text);
    }
  }

  private static LogLevel level(String name) {
    try {
      return LogLevel.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return LogLevel.INFO;
    }
  }

  /** The last result that a line told. */
  Optional<JsonNode> result() {
    return result;
  }
}
