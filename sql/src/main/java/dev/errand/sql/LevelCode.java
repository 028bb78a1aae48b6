// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.LogLevel;

/** Log levels as tables keep them. */
public final class LevelCode {

  private static final LogLevel[] BY_CODE = {
    LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR
  };

  private LevelCode() {}

  public static int of(LogLevel level) {
    return switch (level) {
      case DEBUG -> 0;
      case INFO -> 1;
      case WARN -> 2;
      case ERROR -> 3;
    };
  }

  public static LogLevel level(int code) {
    return BY_CODE[code];
  }
}
