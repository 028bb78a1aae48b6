// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads while claims fail. */
class StoreOutageTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(StoreOutage.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final StoreOutage outage = new StoreOutage();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void aStoreThatIsAwayIsToldOnceAndOnceWhenItIsBack() {
    for (int time = 0; time < 2; time++) {
      outage.works();
      for (int claim = 0; claim < 5; claim++) {
        outage.failed(
            new CompletionException(
                new StoreUnreachableException("db: away", new IllegalStateException())));
      }
      outage.works();
      outage.works();
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO, Level.WARN, Level.INFO);
    assertThat(lines.list.getFirst().getFormattedMessage()).endsWith("the store is back: db: away");
    assertThat(lines.list.getFirst().getThrowableProxy()).isNull();
  }

  /** The store itself tells of the transaction. */
  @Test
  void aClaimWhoseOutcomeNobodyKnowsIsOneOfAStoreThatIsAway() {
    outage.failed(
        new CompletionException(
            new UnknownOutcomeException("db", "the task", new IllegalStateException())));
    outage.failed(new StoreUnreachableException("db: away", new IllegalStateException()));
    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
  }

  @Test
  void anotherFailureIsAnErrorEachTime() {
    outage.failed(new StoreException("damaged"));
    outage.failed(new StoreException("damaged"));
    outage.works();
    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.ERROR).hasSize(2);
  }
}
