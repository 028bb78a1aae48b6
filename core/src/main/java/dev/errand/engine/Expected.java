// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.Task;
import java.util.Optional;

/**
 * How long an attempt was expected to run when it started, to be compared with its end.
 *
 * @param range absent where too few were known
 * @param among the others of its operation
 */
record Expected(Optional<DurationRange> range, RecentDurations among) {

  /** Counts whether it was so; of an attempt that did not finish it says nothing. */
  void judge(Task ended) {
    range.ifPresent(
        expected -> TypicalDurations.finished(ended).ifPresent(ran -> among.judge(expected, ran)));
  }
}
