// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.errand.incident.LogLines;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator reads while the store fails. */
class StoreOutageTest {

  private static final StoreFullException FULL =
      new StoreFullException("errand.db: the disk is full", new IllegalStateException());

  private final LogLines lines = LogLines.of(StoreOutage.class);
  private final AtomicLong nanos = new AtomicLong();
  private final StoreOutage outage = new StoreOutage(nanos::get);

  @AfterEach
  void stopListening() {
    lines.close();
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      outage.look();
    }
  }

  @Test
  void aStoreThatIsAwayIsToldOnceAndOnceWhenItIsBack() {
    for (int time = 0; time < 2; time++) {
      outage.answers();
      for (int claim = 0; claim < 5; claim++) {
        outage.failed(
            "claim tasks",
            new CompletionException(
                new StoreUnreachableException("db: away", new IllegalStateException())));
      }
      assertThat(outage.current()).contains("db: away");
      outage.answers();
      outage.answers();
      assertThat(outage.current()).isEmpty();
      pass(5);
    }
    assertThat(lines.all())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO, Level.WARN, Level.INFO);
    assertThat(lines.all().getFirst().getFormattedMessage())
        .endsWith("the store is back: db: away");
    assertThat(lines.all().getFirst().getThrowableProxy()).isNull();
    assertThat(lines.last()).contains("after 5 failures");
  }

  /** They had waited for a connection while others were answered already. */
  @Test
  void lateFailuresAreNoOtherOutageButThoseThatLastAre() {
    StoreUnreachableException away =
        new StoreUnreachableException("db: away", new IllegalStateException());
    outage.failed("claim tasks", away);
    outage.answers();
    pass(4);
    outage.failed("read a task", away);
    assertThat(lines.all()).hasSize(2);
    assertThat(outage.current()).isEmpty();
    pass(1);
    outage.failed("read a task", away);
    assertThat(outage.current()).isPresent();
    assertThat(lines.all())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.INFO, Level.WARN);
  }

  @Test
  void attemptsThatHadToStopAreCountedWithTheOutageThatStoppedThem() {
    outage.stopped(2);
    pass(4);
    outage.failed(
        "claim tasks", new StoreUnreachableException("db: away", new IllegalStateException()));
    outage.stopped(1);
    pass(10);
    assertThat(lines.all()).hasSize(1);
    outage.answers();
    assertThat(lines.last())
        .isEqualTo(
            "The store works again, after 1 failures in 10 s; attempts that ran here and had to"
                + " stop: 3");
    assertThat(outage.tellsOfStops()).isFalse();
  }

  @Test
  void attemptsThatHadToStopWithoutAnOutageAreToldOf() {
    outage.stopped(2);
    assertThat(outage.tellsOfStops()).isTrue();
    pass(4);
    assertThat(lines.all()).isEmpty();
    pass(20);
    assertThat(lines.all()).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    assertThat(lines.last())
        .isEqualTo("This node lost its lease; attempts that ran here and had to stop: 2");
    assertThat(outage.tellsOfStops()).isFalse();
  }

  /** The store itself tells of the transaction. */
  @Test
  void aClaimWhoseOutcomeNobodyKnowsIsOneOfAStoreThatIsAway() {
    outage.failed(
        "claim tasks",
        new CompletionException(
            new UnknownOutcomeException("db", "the task", new IllegalStateException())));
    outage.failed(
        "claim tasks", new StoreUnreachableException("db: away", new IllegalStateException()));
    assertThat(lines.all()).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
  }

  @Test
  void aFullDiskIsCountedOnceAMinute() {
    for (int second = 0; second < 150; second++) {
      for (int start = 0; start < 100; start++) {
        outage.failed("store a start", FULL);
      }
      pass(1);
    }
    assertThat(lines.all())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.WARN, Level.WARN);
    assertThat(lines.all().getFirst().getFormattedMessage())
        .isEqualTo("Nothing can be stored until there is room again: errand.db: the disk is full");
    assertThat(lines.all().getFirst().getThrowableProxy()).isNull();
    assertThat(lines.last())
        .isEqualTo(
            "The store still fails, 6000 times in the last 60 s: errand.db: the disk is full");
  }

  /** Where large writes find no room, small ones may, and reads always work. */
  @Test
  void aFullDiskIsOverWhenSomethingWasStoredAndNothingFailedForAWhile() {
    outage.failed("store a start", FULL);
    outage.answers();
    outage.stores();
    pass(9);
    outage.stores();
    assertThat(outage.current()).isPresent();
    pass(1);
    outage.answers();
    assertThat(outage.current()).isPresent();
    outage.stores();
    assertThat(outage.current()).isEmpty();
    assertThat(lines.last()).isEqualTo("The store works again, after 1 failures in 10 s");
  }

  /** So that a server that nobody sends anything, for its health, is asked again. */
  @Test
  void aFullDiskThatNobodyNeedsIsOverAfterAMinute() {
    outage.failed("store a start", FULL);
    pass(59);
    assertThat(outage.current()).isPresent();
    pass(1);
    assertThat(outage.current()).isEmpty();
    assertThat(lines.all())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.INFO);
  }

  @Test
  void anotherFailureIsAnErrorWithItsTraceOnce() {
    outage.failed("claim tasks", new StoreException("damaged"));
    outage.failed("claim tasks", new StoreException("damaged"));
    outage.answers();
    assertThat(lines.all()).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
    assertThat(lines.all().getFirst().getFormattedMessage()).contains("could not claim tasks");
    assertThat(lines.all().getFirst().getThrowableProxy()).isNotNull();
  }
}
