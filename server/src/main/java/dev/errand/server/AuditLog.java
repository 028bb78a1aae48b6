// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.errand.access.Audit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Writes what {@link Audit} says to {@value #FILE} in the data folder, one line each with its time
 * in UTC. Another file is begun each day and every 64 MiB; old ones are packed and kept for 90
 * days, but not more than 4 GiB of them. Callers do not wait for the disk, unless 8,192 lines wait
 * for it; none is left out. Lines of the last moment before a crash may be missing.
 */
final class AuditLog implements AutoCloseable {

  static final String FILE = "audit.log";

  private static final int QUEUE = 8_192;

  private final Logger logger;
  private final Appender<ILoggingEvent> appender;

  private AuditLog(Logger logger, Appender<ILoggingEvent> appender) {
    this.logger = logger;
    this.appender = appender;
    logger.addAppender(appender);
  }

  /**
   * Begins to write, for the server that owns the folder.
   *
   * @throws Refusal if the file cannot be written
   */
  static AuditLog in(Path folder) {
    Logger logger = logger(folder);
    LoggerContext context = logger.getLoggerContext();
    RollingFileAppender<ILoggingEvent> file = file(context, folder);
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName("audit");
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setMaxFlushTime(0);
    queue.addAppender(file);
    queue.start();
    return new AuditLog(logger, queue);
  }

  /**
   * Begins to add lines, for a command that a server may be at work beside: whole lines at the end,
   * and no new files.
   *
   * @throws Refusal if the file cannot be written
   */
  static AuditLog beside(Path folder) {
    Logger logger = logger(folder);
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setContext(logger.getLoggerContext());
    file.setFile(folder.resolve(FILE).toString());
    file.setEncoder(lines(logger.getLoggerContext()));
    file.start();
    return new AuditLog(logger, file);
  }

  private static Logger logger(Path folder) {
    Path path = folder.resolve(FILE);
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new Refusal("cannot write the audit log %s".formatted(path));
    }
    return (Logger) LoggerFactory.getLogger(Audit.LOGGER);
  }

  private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path folder) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setFile(folder.resolve(FILE).toString());
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(file);
    // Percent signs and backslashes mean something here.
    policy.setFileNamePattern(
        folder.toString().replace("\\", "/").replace("%", "\\%")
            + "/audit.%d{yyyy-MM-dd,UTC}.%i.log.gz");
    policy.setMaxFileSize(FileSize.valueOf("64MB"));
    policy.setMaxHistory(90);
    policy.setTotalSizeCap(FileSize.valueOf("4GB"));
    policy.start();
    file.setRollingPolicy(policy);
    file.setEncoder(lines(context));
    file.start();
    return file;
  }

  private static PatternLayoutEncoder lines(LoggerContext context) {
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setCharset(StandardCharsets.UTF_8);
    lines.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %msg%n");
    lines.start();
    return lines;
  }

  /** Ends when all lines are written. */
  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
  }
}
