// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.task.Task;
import dev.errand.task.UnknownOutcomeException;
import dev.errand.testkit.soak.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What an operator reads of transactions whose outcome callers were not told. */
@Isolated
class UnknownOutcomeLogTest {

  private static final String WRITER = "errand-writer";

  private final PostgresSettings settings = Database.fresh();
  private final Proxy proxy = new Proxy(Database.port());
  private final Logger logger = (Logger) LoggerFactory.getLogger(Transactions.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private PostgresStore store;

  @BeforeEach
  void open() throws Exception {
    store =
        Tasks.opened(
            PostgresSettings.of(proxy.url(settings.url()))
                .readers(4)
                .patience(Duration.ofSeconds(2)),
            "node");
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void close() throws Exception {
    logger.detachAppender(lines);
    logger.setLevel(null);
    store.close();
    proxy.close();
  }

  private static void isUnknown(CompletableFuture<Task> written) {
    assertThatThrownBy(() -> Tasks.done(written)).hasCauseInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void namesTheTransactionAndWhatBecameOfIt() throws Exception {
    proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
    isUnknown(store.insert(Tasks.task()));
    proxy.set(Proxy.Fault.NONE);
    Tasks.done(store.insert(Tasks.task()));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains("it is not known")
        .matches(".*\\(transaction [0-9]+\\)");
    assertThat(lines.list.getLast().getFormattedMessage()).endsWith("was committed");
  }

  /** Three that gathered behind another. */
  @Test
  void saysItOnceForAllWhoWait() throws Exception {
    proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
    CompletableFuture<Task> first = store.insert(Tasks.task());
    proxy.awaitHeld(WRITER);
    List<CompletableFuture<Task>> gathered =
        Stream.generate(() -> store.insert(Tasks.task())).limit(3).toList();
    proxy.set(Proxy.Fault.STALL, WRITER);
    Tasks.done(first);
    gathered.forEach(UnknownOutcomeLogTest::isUnknown);
    proxy.set(Proxy.Fault.NONE);
    Tasks.done(store.insert(Tasks.task()));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO);
  }
}
