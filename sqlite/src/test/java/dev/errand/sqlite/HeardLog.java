// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What a logger is told during each test, from INFO on. */
final class HeardLog implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Level level;

  HeardLog(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    level = logger.getEffectiveLevel();
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.detachAppender(lines);
    logger.setLevel(level);
  }

  /** In their order. */
  List<ILoggingEvent> lines() {
    return lines.list;
  }
}
