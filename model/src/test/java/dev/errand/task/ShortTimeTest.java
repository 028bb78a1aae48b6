// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of time as people write them. */
class ShortTimeTest {

  @ParameterizedTest
  @CsvSource({
    "15m, PT15M, 15m",
    "90s, PT1M30S, 90s",
    "1d, P1D, 1d",
    "24h, PT24H, 1d",
    "50ms, PT0.05S, 50ms",
    "0s, PT0S, 0s",
    "PT1H30M, PT1H30M, 90m"
  })
  void aSpanIsReadAndWritten(String text, Duration span, String written) {
    assertThat(ShortTime.parse(text)).contains(span);
    assertThat(ShortTime.of(span)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15",
        "m",
        "15 m",
        "-15m",
        "1.5h",
        "15M",
        "P1M",
        "999999999999999999d",
        "soon"
      })
  void whatIsNoneIsNotRead(String text) {
    assertThat(ShortTime.parse(text)).isEmpty();
  }
}
