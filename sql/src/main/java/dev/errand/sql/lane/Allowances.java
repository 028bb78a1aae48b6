// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Allowance;
import dev.errand.limit.Allowance.Refill;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.sql.Millis;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says how many more starts {@link StartGate} would let in, and changes nothing.
 *
 * @param waiting counts those that wait
 * @param spent knows the times of rates
 */
public record Allowances(Waiting waiting, Spent spent) {

  private static final long MICROS_OF_A_MILLI = 1_000;

  /** How many wait. */
  @FunctionalInterface
  public interface Waiting {
    /** At least {@code most} if there are as many. */
    long count(Scope scope, long most) throws SQLException;
  }

  /** Until when a rate is used up, in microseconds since 1970; 0 if nothing is known of it. */
  @FunctionalInterface
  public interface Spent {
    long until(Scope scope) throws SQLException;
  }

  /** For each limit of starts, in the order of the bounds. */
  public List<Allowance> of(List<Limits.Applied> bounds, Instant now) throws SQLException {
    List<Allowance> all = new ArrayList<>();
    for (Limits.Applied bound : bounds) {
      Optional<Rate> rate = bound.limit().rate();
      if (rate.isPresent()) {
        all.add(started(bound.scope(), rate.get(), MICROS_OF_A_MILLI * Millis.of(now)));
      }
      OptionalLong most = bound.limit().waiting();
      if (most.isPresent()) {
        all.add(waiting(bound.scope(), most.getAsLong()));
      }
    }
    return all;
  }

  private Allowance waiting(Scope scope, long most) throws SQLException {
    long left = Math.max(0, most - waiting.count(scope, most));
    return new Allowance(scope, most, left, Optional.empty());
  }

  private Allowance started(Scope scope, Rate rate, long now) throws SQLException {
    long used = Math.clamp(spent.until(scope), now, now + rate.burst()) - now;
    long left = (rate.burst() - used) / rate.interval();
    long next = used == 0 ? 0 : used + (left + 1) * rate.interval() - rate.burst();
    Duration delay = Duration.ofMillis(Math.ceilDiv(next, MICROS_OF_A_MILLI));
    return new Allowance(scope, rate.starts(), left, Optional.of(new Refill(rate.period(), delay)));
  }
}
