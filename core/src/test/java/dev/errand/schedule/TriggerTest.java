// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Spans of time, and times. */
class TriggerTest {

  private static final Instant NOW = Instant.parse("2026-10-25T00:30:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void anIntervalIsRealTime() {
    Trigger day = new Trigger.Every(Duration.ofDays(1), NOW);
    assertThat(day.next(NOW, BERLIN, 2))
        .containsExactly(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2)));
    assertThat(day.next(NOW.minusSeconds(1), BERLIN)).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(day.next(NOW.plus(Duration.ofDays(1)), BERLIN))
        .contains(NOW.plus(Duration.ofDays(2)));
  }

  @Test
  void aTimeComesOnce() {
    Trigger at = new Trigger.At(NOW);
    assertThat(at.next(NOW.minusMillis(1), BERLIN, 5)).containsExactly(NOW);
    assertThat(at.next(NOW, BERLIN)).isEmpty();
  }

  @Test
  void anExpressionGoesByItsZone() {
    Trigger cron = Trigger.cron("30 2 * * *");
    assertThat(cron.next(NOW, BERLIN, 2))
        .containsExactly(
            Instant.parse("2026-10-26T01:30:00Z"), Instant.parse("2026-10-27T01:30:00Z"));
    assertThatThrownBy(() -> Trigger.cron("0 0 30 2 *"))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("'0 0 30 2 *' names a day that never comes.");
  }

  @Test
  void anIntervalHasBounds() {
    for (Duration wrong :
        new Duration[] {Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(9_999)}) {
      assertThatThrownBy(() -> new Trigger.Every(wrong, NOW))
          .isInstanceOf(InvalidScheduleException.class)
          .hasMessageContaining("from a second to ten years");
    }
  }
}
