// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitReachedException;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.sql.Millis;
import dev.errand.store.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Refuses starts beyond what may wait, and beyond rates, in the transaction that would insert them.
 * For one thread.
 *
 * <p>A rate is kept as one time for each scope, after the generic cell rate algorithm (ITU-T
 * I.371): the time when all that was started would be used up, had it come evenly. It is no count
 * of anything, and a clock that jumps costs at most one period.
 *
 * @param waiting counts those that wait
 * @param spent keeps the times
 */
public record StartGate(Waiting waiting, Spent spent) {

  private static final long MICROS_OF_A_MILLI = 1_000;

  /** How many wait, with those let in before in the same transaction. */
  public interface Waiting {
    /** At least {@code most} if there are as many. */
    long count(Scope scope, long most) throws SQLException;

    /** To be called for each one let in that waits in the scope. */
    void added(Scope scope);
  }

  /** Until when a rate is used up, in microseconds since 1970. */
  public interface Spent {
    /** 0 for one that nothing is known of. */
    long until(Scope scope) throws SQLException;

    void until(Scope scope, long micros) throws SQLException;
  }

  /** Lets a task in, to be inserted next, or says why not; then nothing is changed. */
  public Optional<LimitReachedException> refusal(NewTask task) throws SQLException {
    for (Limits.Applied bound : task.bounds()) {
      Optional<LimitReachedException> full = full(bound);
      Optional<LimitReachedException> refused =
          full.isPresent() ? full : early(bound, micros(task));
      if (refused.isPresent()) {
        return refused;
      }
    }
    for (Limits.Applied bound : task.bounds()) {
      waiting.added(bound.scope());
      if (bound.limit().rate().isPresent()) {
        long now = micros(task);
        spent.until(bound.scope(), next(bound.limit().rate().get(), bound.scope(), now));
      }
    }
    return Optional.empty();
  }

  private Optional<LimitReachedException> full(Limits.Applied bound) throws SQLException {
    Limit limit = bound.limit();
    OptionalLong most = limit.waiting();
    return most.isPresent() && waiting.count(bound.scope(), most.getAsLong()) >= most.getAsLong()
        ? Optional.of(LimitReachedException.waiting(bound.scope(), most.getAsLong()))
        : Optional.empty();
  }

  private Optional<LimitReachedException> early(Limits.Applied bound, long now)
      throws SQLException {
    Optional<Rate> rate = bound.limit().rate();
    if (rate.isEmpty()) {
      return Optional.empty();
    }
    long beyond = next(rate.get(), bound.scope(), now) - now - rate.get().burst();
    return beyond > 0
        ? Optional.of(
            LimitReachedException.rate(
                bound.scope(),
                rate.get(),
                Duration.ofMillis(Math.ceilDiv(beyond, MICROS_OF_A_MILLI))))
        : Optional.empty();
  }

  /** When another start would be used up; never farther off than a burst reaches. */
  private long next(Rate rate, Scope scope, long now) throws SQLException {
    long known = Math.min(spent.until(scope), now + rate.burst());
    return Math.max(now, known) + rate.interval();
  }

  private static long micros(NewTask task) {
    return MICROS_OF_A_MILLI * Millis.of(task.submitted());
  }
}
