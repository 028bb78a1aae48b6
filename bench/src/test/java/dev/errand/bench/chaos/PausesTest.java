// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.soak.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesTest {

  private static final Duration LEASE = Duration.ofSeconds(5);

  private final Pauses pauses = new Pauses(LEASE, Map.of());
  private final UUID task = UUID.randomUUID();
  private final UUID first = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  private WitnessFile.Line line(UUID run, int attempt, long millis, String what) {
    return new WitnessFile.Line(run, task, 1, attempt, attempt, "n", millis * 1_000_000, what);
  }

  @Test
  void takesOutWhatWasLookedAtInTimeAndWrittenLate() {
    List<WitnessFile.Line> all =
        List.of(
            line(first, 1, 0, Witness.BEGIN),
            line(second, 2, 6_000, Witness.BEGIN),
            line(first, 1, 4_900, Witness.AT_WORK));

    assertThat(pauses.without(all)).isEqualTo(all.subList(0, 2));
    assertThat(pauses.count()).isOne();
  }

  @Test
  void leavesWhatWasLookedAtTooLate() {
    List<WitnessFile.Line> all =
        List.of(
            line(first, 1, 0, Witness.BEGIN),
            line(second, 2, 6_000, Witness.BEGIN),
            line(first, 1, 6_001, Witness.AT_WORK));

    assertThat(pauses.without(all)).isEqualTo(all);
  }

  @Test
  void leavesWhatLookedInTimeButLessThanAFifthOfTheLeaseBeforeAnotherBegan() {
    List<WitnessFile.Line> all =
        List.of(
            line(first, 1, 0, Witness.BEGIN),
            line(second, 2, 6_000, Witness.BEGIN),
            line(first, 1, 5_500, Witness.AT_WORK));

    assertThat(pauses.without(all)).isEqualTo(all);
  }

  @Test
  void leavesAnAttemptThatBeginsAfterAnother() {
    List<WitnessFile.Line> all =
        List.of(line(first, 1, 0, Witness.BEGIN), line(second, 2, 6_000, Witness.BEGIN));

    assertThat(pauses.without(all)).isEqualTo(all);
  }
}
