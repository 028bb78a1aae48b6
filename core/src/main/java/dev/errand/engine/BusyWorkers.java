// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What workers of one kind on this node still have to do, by how long others ran.
 *
 * @param running how many have a task
 * @param overdue how many of them may take however long: theirs takes longer than most, or it is
 *     not known how long most take
 * @param left what the others have to do at most, all together, in milliseconds
 * @param next when the first of all may come free, in milliseconds from now
 */
record BusyWorkers(int running, int overdue, long left, long next) {

  static BusyWorkers of(Collection<LiveAttempt> attempts, TypicalDurations durations, Instant now) {
    int overdue = 0;
    long left = 0;
    long next = Long.MAX_VALUE;
    for (LiveAttempt attempt : attempts) {
      Optional<DurationRange> range = durations.range(attempt.claimed().task().operation());
      Optional<Instant> started = attempt.claimed().task().times().started();
      long ran = started.map(start -> Duration.between(start, now).toMillis()).orElse(0L);
      if (range.isEmpty() || ran > range.get().high()) {
        overdue++;
      } else {
        left += range.get().high() - ran;
      }
      next = Math.min(next, range.map(most -> Math.max(0, most.low() - ran)).orElse(0L));
    }
    return new BusyWorkers(attempts.size(), overdue, left, attempts.isEmpty() ? 0 : next);
  }
}
