// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger is told, from INFO on, while this is open. */
public final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /** Of the logger that this class has. */
  public static LogLines of(Class<?> owner) {
    LogLines lines = new LogLines((Logger) LoggerFactory.getLogger(owner));
    lines.appender.start();
    lines.logger.setLevel(Level.INFO);
    lines.logger.addAppender(lines.appender);
    return lines;
  }

  /** In their order. */
  public List<ILoggingEvent> all() {
    return appender.list;
  }

  /** The newest as people read it. */
  public String last() {
    return appender.list.getLast().getFormattedMessage();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}
