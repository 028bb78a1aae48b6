// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What operators watch of all schedules of a store.
 *
 * @param due how many will be due
 * @param paused how many are paused
 * @param over how many will never be due again
 * @param next when the first is due, which is past while it is late
 */
public record ScheduleFigures(long due, long paused, long over, Optional<Instant> next) {}
