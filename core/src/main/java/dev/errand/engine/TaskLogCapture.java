// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Has the lines that an operation writes through SLF4J reach its task's log too. SLF4J has no door
 * for that, so it depends on the logging system behind it: with Logback it works by itself, with
 * another one the lines stay where that system puts them.
 */
final class TaskLogCapture {

  private static int users;

  private TaskLogCapture() {}

  static synchronized void begin() {
    if (users++ == 0 && isLogback()) {
      LogbackAppender.attach(LoggerFactory.getILoggerFactory());
    }
  }

  static synchronized void end() {
    if (--users == 0 && isLogback()) {
      LogbackAppender.detach(LoggerFactory.getILoggerFactory());
    }
  }

  private static boolean isLogback() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    return factory.getClass().getName().equals("ch.qos.logback.classic.LoggerContext");
  }
}
