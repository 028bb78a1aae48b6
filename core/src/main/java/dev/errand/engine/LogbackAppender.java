// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.errand.task.LogLevel;
import org.slf4j.ILoggerFactory;

/**
 * Copies each event of a thread that runs an attempt to the log of its task. Unsynchronized, since
 * a log that waits for its store must not make every other thread wait that logs.
 */
final class LogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final String NAME = "errand-task-log";

  /**
   * The engine's own lines, written while it stores a task's lines, must not become lines of the
   * task.
   */
  private static final String OWN = LogbackAppender.class.getPackageName() + ".";

  static void attach(ILoggerFactory factory) {
    LoggerContext context = (LoggerContext) factory;
    LogbackAppender appender = new LogbackAppender();
    appender.setName(NAME);
    appender.setContext(context);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  static void detach(ILoggerFactory factory) {
    ((LoggerContext) factory).getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (AttemptRun.CURRENT.isBound() && !event.getLoggerName().startsWith(OWN)) {
      String text = event.getFormattedMessage();
      AttemptRun.CURRENT
          .get()
          .capture(
              level(event.getLevel()),
              event.getThrowableProxy() == null
                  ? text
                  : text + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private static LogLevel level(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> LogLevel.ERROR;
      case Level.WARN_INT -> LogLevel.WARN;
      case Level.INFO_INT -> LogLevel.INFO;
      default -> LogLevel.DEBUG;
    };
  }
}
