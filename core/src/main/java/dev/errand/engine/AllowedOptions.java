// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.RetryPolicy;
import dev.errand.task.OptionRefusedException;
import dev.errand.task.RunOptions;
import dev.errand.task.ShortTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Refuses submissions that ask for more than their operation allows. */
final class AllowedOptions {

  private AllowedOptions() {}

  /**
   * Does nothing, or refuses.
   *
   * @throws OptionRefusedException naming what is asked for and what may be
   */
  static void require(RunOptions asked, OperationSpec<?, ?> spec, InstantSource clock) {
    if (asked == RunOptions.NONE) {
      return;
    }
    longest("timeLimit", asked.timeLimits().attempt(), spec.treatment().timeLimits().attempt());
    longest("totalTimeLimit", asked.timeLimits().total(), spec.treatment().timeLimits().total());
    longest("waitLimit", asked.timeLimits().waiting(), spec.treatment().timeLimits().waiting());
    int most = attempts(spec);
    if (asked.attempts().orElse(1) > most) {
      throw new OptionRefusedException(
          "attempts",
          asked.attempts().getAsInt() + " attempts",
          "at most %d for %s".formatted(most, spec.name()));
    }
    Instant farthest = clock.instant().plus(RunOptions.FARTHEST);
    asked
        .notBefore()
        .filter(farthest::isBefore)
        .ifPresent(time -> {
          throw new OptionRefusedException(
              "notBefore",
              "a start at " + time,
              "at most %s ahead".formatted(ShortTime.of(RunOptions.FARTHEST)));
        });
  }

  /** After failures or losses, whichever allows more. */
  private static int attempts(OperationSpec<?, ?> spec) {
    int recovered = spec.recovery() instanceof Recovery.Retry(int attempts) ? attempts : 1;
    return Math.max(recovered, spec.retry().map(RetryPolicy::attempts).orElse(1));
  }

  private static void longest(String option, Optional<Duration> asked, Optional<Duration> most) {
    asked
        .filter(limit -> most.filter(bound -> limit.compareTo(bound) > 0).isPresent())
        .ifPresent(limit -> {
          throw new OptionRefusedException(
              option,
              ShortTime.of(limit),
              "at most %s for this operation".formatted(ShortTime.of(most.orElseThrow())));
        });
  }
}
