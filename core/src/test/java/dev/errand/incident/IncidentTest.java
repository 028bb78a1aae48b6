// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads of something that repeats. */
class IncidentTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(IncidentTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Incident incident =
      new Incident(logger, "The door is shut again", Duration.ofSeconds(10), nanos::get);

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

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      incident.look();
    }
  }

  private void happenEverySecondFor(int seconds) {
    for (int second = 0; second < seconds; second++) {
      incident.happened("The door is open; shut it");
      pass(1);
    }
  }

  private Iterable<String> said() {
    return lines.list.stream().map(line -> line.getLevel() + " " + line.getFormattedMessage())
        ::iterator;
  }

  @Test
  void isToldWhenItBeginsOnceAMinuteAndWhenItHasBeenQuietForAWhile() {
    pass(100);
    assertThat(said()).isEmpty();
    happenEverySecondFor(130);
    pass(8);
    assertThat(said())
        .containsExactly(
            "WARN The door is open; shut it",
            "WARN That goes on, 60 times in the last 60 s: The door is open; shut it",
            "WARN That goes on, 60 times in the last 60 s: The door is open; shut it");
    pass(1);
    assertThat(lines.list.getLast().getFormattedMessage())
        .isEqualTo("The door is shut again, after 130 times in 129 s");
    pass(100);
    assertThat(lines.list).hasSize(4);
  }

  @Test
  void isOverWhenThatIsKnownAndBeginsAnew() {
    incident.over();
    happenEverySecondFor(3);
    incident.over();
    incident.over();
    happenEverySecondFor(1);
    assertThat(said())
        .containsExactly(
            "WARN The door is open; shut it",
            "INFO The door is shut again, after 3 times in 2 s",
            "WARN The door is open; shut it");
  }
}
