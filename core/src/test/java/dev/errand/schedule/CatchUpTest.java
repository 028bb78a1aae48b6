// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.schedule.CatchUp.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ticks are started after a time without a server. */
class CatchUpTest {

  private static final Trigger HOURLY = Trigger.cron("0 * * * *");

  private static Instant time(String clock) {
    return Instant.parse("2026-06-01T" + clock + ":00Z");
  }

  private static List<Instant> times(String clocks) {
    return clocks.equals("-")
        ? List.of()
        : Arrays.stream(clocks.split(" ", -1)).map(CatchUpTest::time).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rule | most | minutes of grace | first due | now | started
          SKIP | 10 | 1   | 08:00 | 08:00 | 08:00
          SKIP | 10 | 1   | 08:00 | 08:01 | 08:00
          SKIP | 10 | 1   | 08:00 | 08:02 | -
          SKIP | 10 | 1   | 06:00 | 09:00 | 09:00
          SKIP | 10 | 90  | 06:00 | 09:00 | 08:00 09:00
          ONE  | 10 | 1   | 06:00 | 08:30 | 08:00
          ONE  | 10 | 1   | 06:00 | 09:00 | 09:00
          ALL  | 10 | 1   | 06:00 | 08:30 | 06:00 07:00 08:00
          ALL  | 2  | 1   | 04:00 | 08:30 | 07:00 08:00
          ALL  | 2  | 1   | 04:00 | 09:00 | 07:00 08:00 09:00
          ALL  | 10 | 0   | 08:00 | 08:00 | 08:00
          """)
  void theRuleSaysWhich(Rule rule, int most, int grace, String first, String now, String started) {
    CatchUp catchUp = new CatchUp(rule, most, Duration.ofMinutes(grace));
    assertThat(catchUp.due(HOURLY, ZoneOffset.UTC, time(first), time(now)))
        .isEqualTo(times(started));
  }

  /** The time that was shown as the next one is kept, also when the zone's rules have changed. */
  @Test
  void whatWasDueIsATickWhateverTheTriggerSaysByNow() {
    assertThat(CatchUp.DEFAULT.due(HOURLY, ZoneOffset.UTC, time("08:30"), time("08:30")))
        .containsExactly(time("08:30"));
  }

  @Test
  void yearsOfMissedSecondsEndSoon() {
    Instant first = Instant.parse("2000-01-01T00:00:01Z");
    Instant now = Instant.parse("2026-06-01T00:00:00Z");
    Trigger every = new Trigger.Every(Duration.ofSeconds(1), first.minusSeconds(1));
    CatchUp all = new CatchUp(Rule.ALL, CatchUp.LIMIT, Duration.ZERO);
    assertThat(all.due(every, ZoneOffset.UTC, first, now))
        .hasSize(CatchUp.LIMIT)
        .startsWith(now.minusSeconds(CatchUp.LIMIT - 1))
        .endsWith(now);
  }
}
