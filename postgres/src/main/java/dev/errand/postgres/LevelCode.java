// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.LogLevel;

/** Log levels as the database keeps them. */
final class LevelCode {

  private static final LogLevel[] BY_CODE = {
    LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR
  };

  private LevelCode() {}

  static int of(LogLevel level) {
    return switch (level) {
      case DEBUG -> 0;
      case INFO -> 1;
      case WARN -> 2;
      case ERROR -> 3;
    };
  }

  static LogLevel level(int code) {
    return BY_CODE[code];
  }
}
