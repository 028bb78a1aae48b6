// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "*.txt, a/b.txt, true",
    "*.txt, a/b.txt.zip, false",
    "b.*, a/b.txt, true",
    "?.txt, a/b.txt, true",
    "?.txt, a/bb.txt, false",
    "a/*, a/b/c.txt, true",
    "a/*, x/a/b.txt, false",
    "*a*b*c, xaybzc, true",
    "*a*b*c, xaybz, false",
    "*, '', true",
  })
  void fits(String pattern, String path, boolean fits) {
    assertThat(new NamePattern(pattern).fits(path)).isEqualTo(fits);
  }

  @Test
  void manyStarsTakeNoTime() {
    NamePattern pattern = new NamePattern("*a".repeat(900) + "b");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(pattern.fits("a".repeat(2_000))).isFalse());
  }
}
