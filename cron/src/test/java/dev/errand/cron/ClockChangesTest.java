// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions where clocks change. The times were worked out by hand from the zones' rules. */
class ClockChangesTest {

  /**
   * Berlin 2026: 29 March 02:00 becomes 03:00 (01:00Z), 25 October 03:00 becomes 02:00 (01:00Z).
   * Lord Howe: half an hour, 4 October 02:00 (3 October 15:30Z), 5 April 02:00 (4 April 15:00Z).
   * Cairo: 24 April 00:00 (23 April 22:00Z), 29 October 24:00 (21:00Z). Santiago: 6 September 00:00
   * (04:00Z), 4 April 24:00 (5 April 03:00Z). Casablanca, an hour less in Ramadan: 15 February
   * 03:00 (02:00Z), 22 March 02:00 (02:00Z). Apia 2011: the 29th of December was followed by the
   * 31st (30 December 10:00Z).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Times of day: once a day.
          Europe/Berlin       | 30 2 * * *     | 2026-03-28T00:00:00Z | 2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
          Europe/Berlin       | 30 2 * * *     | 2026-10-24T00:00:00Z | 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
          Europe/Berlin       | 0,30 2 * * *   | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z 2026-03-30T00:30:00Z
          Europe/Berlin       | 0 2,3 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z 2026-03-30T01:00:00Z
          Europe/Berlin       | 0 2,3 * * *    | 2026-10-24T12:00:00Z | 2026-10-25T00:00:00Z 2026-10-25T02:00:00Z 2026-10-26T01:00:00Z
          Europe/Berlin       | 30 2 29 3 *    | 2026-01-01T00:00:00Z | 2026-03-29T01:00:00Z 2027-03-29T00:30:00Z
          Europe/Berlin       | 30 2 * * SUN   | 2026-10-19T00:00:00Z | 2026-10-25T00:30:00Z 2026-11-01T01:30:00Z
          Europe/Berlin       | @daily         | 2026-03-28T12:00:00Z | 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z
          Australia/Lord_Howe | 15 2 * * *     | 2026-10-02T00:00:00Z | 2026-10-02T15:45:00Z 2026-10-03T15:30:00Z 2026-10-04T15:15:00Z
          Australia/Lord_Howe | 45 1 * * *     | 2026-04-03T00:00:00Z | 2026-04-03T14:45:00Z 2026-04-04T14:45:00Z 2026-04-05T15:15:00Z
          Africa/Cairo        | 0 0 * * *      | 2026-04-22T12:00:00Z | 2026-04-22T22:00:00Z 2026-04-23T22:00:00Z 2026-04-24T21:00:00Z
          Africa/Cairo        | 30 23 * * *    | 2026-10-28T00:00:00Z | 2026-10-28T20:30:00Z 2026-10-29T20:30:00Z 2026-10-30T21:30:00Z
          Africa/Cairo        | 0 0 * * *      | 2026-10-28T12:00:00Z | 2026-10-28T21:00:00Z 2026-10-29T22:00:00Z 2026-10-30T22:00:00Z
          America/Santiago    | 0 0 * * *      | 2026-09-05T00:00:00Z | 2026-09-05T04:00:00Z 2026-09-06T04:00:00Z 2026-09-07T03:00:00Z
          America/Santiago    | 30 23 * * *    | 2026-04-03T12:00:00Z | 2026-04-04T02:30:00Z 2026-04-05T02:30:00Z 2026-04-06T03:30:00Z
          Africa/Casablanca   | 30 2 * * *     | 2026-02-14T00:00:00Z | 2026-02-14T01:30:00Z 2026-02-15T01:30:00Z 2026-02-16T02:30:00Z
          Africa/Casablanca   | 30 2 * * *     | 2026-03-21T00:00:00Z | 2026-03-21T02:30:00Z 2026-03-22T02:00:00Z 2026-03-23T01:30:00Z
          Pacific/Apia        | 0 9 * * *      | 2011-12-29T12:00:00Z | 2011-12-29T19:00:00Z 2011-12-30T19:00:00Z 2011-12-31T19:00:00Z
          Pacific/Apia        | 0 0 * * *      | 2011-12-29T00:00:00Z | 2011-12-29T10:00:00Z 2011-12-30T10:00:00Z 2011-12-31T10:00:00Z
          Pacific/Apia        | 0 9 30 * *     | 2011-12-01T00:00:00Z | 2012-01-29T19:00:00Z 2012-03-29T19:00:00Z
          UTC                 | 30 2 * * *     | 2026-03-28T00:00:00Z | 2026-03-28T02:30:00Z 2026-03-29T02:30:00Z 2026-03-30T02:30:00Z
          # Steps: real time.
          Europe/Berlin       | */20 * * * *   | 2026-10-25T00:20:00Z | 2026-10-25T00:40:00Z 2026-10-25T01:00:00Z 2026-10-25T01:20:00Z 2026-10-25T01:40:00Z 2026-10-25T02:00:00Z
          Europe/Berlin       | */20 * * * *   | 2026-03-29T00:20:00Z | 2026-03-29T00:40:00Z 2026-03-29T01:00:00Z 2026-03-29T01:20:00Z
          Europe/Berlin       | */20 2 * * *   | 2026-03-28T01:30:00Z | 2026-03-28T01:40:00Z 2026-03-30T00:00:00Z 2026-03-30T00:20:00Z
          Europe/Berlin       | */20 2 * * *   | 2026-10-24T23:00:00Z | 2026-10-25T00:00:00Z 2026-10-25T00:20:00Z 2026-10-25T00:40:00Z 2026-10-25T01:00:00Z 2026-10-25T01:20:00Z 2026-10-25T01:40:00Z 2026-10-26T01:00:00Z
          Europe/Berlin       | 0 1-3 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T23:00:00Z
          Europe/Berlin       | 0 1-3 * * *    | 2026-10-24T12:00:00Z | 2026-10-24T23:00:00Z 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z 2026-10-26T00:00:00Z
          Europe/Berlin       | 30 * * * *     | 2026-10-25T00:00:00Z | 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
          Europe/Berlin       | @hourly        | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
          Australia/Lord_Howe | */30 * * * *   | 2026-04-04T14:30:00Z | 2026-04-04T15:00:00Z 2026-04-04T15:30:00Z 2026-04-04T16:00:00Z
          Australia/Lord_Howe | */15 * * * *   | 2026-10-03T15:00:00Z | 2026-10-03T15:15:00Z 2026-10-03T15:30:00Z 2026-10-03T15:45:00Z
          Australia/Lord_Howe | */20 * * * *   | 2026-10-03T15:00:00Z | 2026-10-03T15:10:00Z 2026-10-03T15:40:00Z 2026-10-03T16:00:00Z
          Africa/Cairo        | 0 * * * *      | 2026-10-29T19:00:00Z | 2026-10-29T20:00:00Z 2026-10-29T21:00:00Z 2026-10-29T22:00:00Z
          America/Santiago    | 0 */2 * * *    | 2026-04-05T00:00:00Z | 2026-04-05T01:00:00Z 2026-04-05T04:00:00Z 2026-04-05T06:00:00Z
          Africa/Casablanca   | */30 2 * * *   | 2026-02-15T01:00:00Z | 2026-02-15T01:30:00Z 2026-02-15T02:00:00Z 2026-02-15T02:30:00Z 2026-02-16T02:00:00Z
          Pacific/Apia        | 0 * * * *      | 2011-12-30T08:00:00Z | 2011-12-30T09:00:00Z 2011-12-30T10:00:00Z 2011-12-30T11:00:00Z
          UTC                 | */20 * * * *   | 2026-10-25T00:20:00Z | 2026-10-25T00:40:00Z 2026-10-25T01:00:00Z
          """)
  void timesAreAsTheRuleHasThem(String zone, String expression, Instant after, String expected) {
    List<Instant> times = Arrays.stream(expected.split(" ", -1)).map(Instant::parse).toList();
    assertThat(new Times(expression, ZoneId.of(zone)).next(after, times.size())).isEqualTo(times);
  }
}
