// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads of something that repeats. */
class IncidentTest {

  private final LogLines lines = LogLines.of(IncidentTest.class);
  private final AtomicLong nanos = new AtomicLong();
  private final Incident incident =
      new Incident(
          LoggerFactory.getLogger(IncidentTest.class),
          "The door is shut again",
          Duration.ofSeconds(10),
          nanos::get);

  @AfterEach
  void stopListening() {
    lines.close();
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
    return lines.all().stream().map(line -> line.getLevel() + " " + line.getFormattedMessage())
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
    assertThat(lines.last()).isEqualTo("The door is shut again, after 130 times in 129 s");
    pass(100);
    assertThat(lines.all()).hasSize(4);
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

  @Test
  void whatNobodyExpectedHasItsFirstTrace() {
    IllegalStateException cause = new IllegalStateException("no door");
    incident.happened("The door cannot be shut", cause);
    incident.happened("The door cannot be shut", cause);

    assertThat(lines.all()).hasSize(1);
    assertThat(lines.all().getFirst().getThrowableProxy().getMessage()).isEqualTo("no door");
  }

  @Test
  void nothingIsNotCounted() {
    Incident slow =
        new Incident(
            LoggerFactory.getLogger(IncidentTest.class),
            "The door is shut again",
            Duration.ofDays(1),
            nanos::get);
    slow.happened("The door is open; shut it");
    for (int minute = 0; minute < 5; minute++) {
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      slow.look();
    }
    assertThat(lines.all()).hasSize(2);
  }
}
