// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions mean, by calendars on the wall. */
class CronExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 1 June 2026 is a Monday.
          0 0 1 * 1       | 2026-06-02 | 2026-06-08 2026-06-15 2026-06-22 2026-06-29 2026-07-01 2026-07-06
          0 0 1-7 * MON   | 2026-06-01 | 2026-06-01 2026-06-02 2026-06-03
          0 0 */2 * 1     | 2026-06-01 | 2026-06-01 2026-06-15 2026-06-29
          0 0 ? * 1       | 2026-06-01 | 2026-06-01 2026-06-08
          0 0 L * *       | 2026-02-01 | 2026-02-28 2026-03-31
          0 0 L-3 * *     | 2026-02-01 | 2026-02-25 2026-03-28
          0 0 L,15 * *    | 2026-02-01 | 2026-02-15 2026-02-28
          0 0 LW * *      | 2026-05-01 | 2026-05-29 2026-06-30
          0 0 15W * *     | 2026-08-01 | 2026-08-14 2026-09-15
          0 0 15W 11 *    | 2026-08-01 | 2026-11-16
          0 0 1W * *      | 2026-07-31 | 2026-08-03
          0 0 31W * *     | 2026-02-01 | 2026-03-31 2026-05-29
          0 0 * * 5L      | 2026-07-01 | 2026-07-31 2026-08-28
          0 0 * * friL    | 2026-07-01 | 2026-07-31
          0 0 * * 1#2     | 2026-07-01 | 2026-07-13 2026-08-10
          0 0 * * MON#5   | 2026-06-01 | 2026-06-29 2026-08-31
          0 0 * * 7       | 2026-06-01 | 2026-06-07 2026-06-14
          0 0 * * 0       | 2026-06-01 | 2026-06-07
          0 0 * * 7#1     | 2026-06-01 | 2026-06-07 2026-07-05
          0 0 * * 5-7     | 2026-06-01 | 2026-06-05 2026-06-06 2026-06-07 2026-06-12
          0 0 * * SUN-TUE | 2026-06-01 | 2026-06-01 2026-06-02 2026-06-07
          0 0 * * sat,sun | 2026-06-01 | 2026-06-06 2026-06-07
          0 0 1 jan,JUL * | 2026-06-01 | 2026-07-01 2027-01-01
          0 0 29 2 *      | 2096-03-01 | 2104-02-29
          0 0 29 2 *      | 2026-01-01 | 2028-02-29
          @weekly         | 2026-06-01 | 2026-06-07
          @monthly        | 2026-06-02 | 2026-07-01
          @yearly         | 2026-06-01 | 2027-01-01
          @annually       | 2026-06-01 | 2027-01-01
          @midnight       | 2026-06-01 | 2026-06-01 2026-06-02
          """)
  void daysAreAsCronHasThem(String expression, LocalDate from, String expected) {
    List<Instant> times =
        Arrays.stream(expected.split(" ", -1))
            .map(day -> LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant())
            .toList();
    Instant before = from.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
    assertThat(new Times(expression, ZoneOffset.UTC).next(before, times.size())).isEqualTo(times);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5/15 * * * *           | 00:05 00:20 00:35 00:50 01:05
          10-50/20 9-10 * * *    | 09:10 09:30 09:50 10:10
          1-3,10,20-30/5 0 * * * | 00:01 00:02 00:03 00:10 00:20 00:25 00:30
          59 23 * * *            | 23:59
          0 0,12 * * *           | 12:00
          """)
  void minutesAndHoursAreAsWritten(String expression, String expected) {
    List<Instant> times =
        Arrays.stream(expected.split(" ", -1))
            .map(time -> Instant.parse("2026-06-01T" + time + ":00Z"))
            .toList();
    Instant midnight = Instant.parse("2026-06-01T00:00:00Z");
    assertThat(new Times(expression, ZoneOffset.UTC).next(midnight, times.size())).isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 L-31 * *", "0 0 * * 1#6", "0 0 31W 2 *"})
  void whatNeverComesIsRefused(String expression) {
    assertThatThrownBy(() -> CronExpression.parse(expression))
        .isInstanceOf(InvalidCronException.class)
        .hasMessage("'" + expression + "' names a day that never comes.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "50-10 * * * *",
        "*/0 * * * *",
        "@reboot",
        "@sometimes",
        "a b c d e",
        "0 0 * * L",
        "0 0 3L * *",
        "0 0 3LW * *",
        "1,,2 * * * *",
        "0 0 * * FRI-MON",
        "-1 * * * *"
      })
  void whatIsNoExpressionIsRefusedWithAReason(String text) {
    assertThatThrownBy(() -> CronExpression.parse(text))
        .isInstanceOf(InvalidCronException.class)
        .hasMessageMatching(".{20,}\\.");
  }

  @Test
  void spacesBetweenFieldsMeanNothing() {
    assertThat(CronExpression.parse(" 0\t0   * * * ").text()).isEqualTo("0 0 * * *");
  }

  @Test
  void anEndlessTextIsRefused() {
    assertThatThrownBy(() -> CronExpression.parse("1,".repeat(1_000) + "1 * * * *"))
        .isInstanceOf(InvalidCronException.class)
        .hasMessageContaining("500 characters");
  }
}
