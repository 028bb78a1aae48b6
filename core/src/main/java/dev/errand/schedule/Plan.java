// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a schedule starts its tasks.
 *
 * @param zone whose clocks a cron expression goes by, and in which times are shown
 */
public record Plan(Trigger trigger, ZoneId zone, CatchUp catchUp, Overlap overlap) {

  /** The first time after another; empty if there is none. */
  public Optional<Instant> next(Instant after) {
    return trigger.next(after, zone);
  }
}
