// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

  @Test
  void showsWhatHowMuchHowFastAndForHowLong() {
    assertThat(
            ProgressText.of(
                Optional.of(Progress.of("Importing...", 15_760)), Duration.ofSeconds(2)))
        .isEqualTo("Importing...  15,760  7,880/s  0:02");
  }

  @Test
  void showsABarWhereTheTotalIsKnown() {
    Progress half = new Progress("Packing", 50, OptionalDouble.of(100));

    assertThat(ProgressText.of(Optional.of(half), Duration.ofMinutes(75)))
        .isEqualTo("Packing  [##########..........]  50 %  50  0/s  1:15:00");
  }

  @Test
  void showsOnlyTheTimeBeforeThereIsProgress() {
    assertThat(ProgressText.of(Optional.empty(), Duration.ofSeconds(61))).isEqualTo("1:01");
  }

  @Test
  void showsNoRateAtTheVeryBeginning() {
    assertThat(ProgressText.of(Optional.of(Progress.of("", 5)), Duration.ofMillis(3)))
        .isEqualTo("5  0:00");
  }
}
