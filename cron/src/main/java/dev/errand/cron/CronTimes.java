// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The times of a cron expression in a time zone, whatever the zone's clocks do. The rule is that of
 * Debian's cron: see the two kinds.
 */
sealed interface CronTimes permits FixedTimes, SteppingTimes {

  static CronTimes of(CronExpression expression, ZoneId zone) {
    return expression.isStepping()
        ? new SteppingTimes(expression, zone)
        : new FixedTimes(expression, zone);
  }

  /** The first time after another; empty if there is none. */
  Optional<Instant> next(Instant after);
}
