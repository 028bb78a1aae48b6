// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * How many more tasks may be started in a scope, as far as one of its limits says, at a moment.
 *
 * @param most how many there may be at all: waiting at once, or started in a period
 * @param left how many more may be started now; 0 if none
 * @param refill how there come to be more; absent for a limit of what waits, since nobody knows
 *     when somebody makes room
 */
public record Allowance(Scope scope, long most, long left, Optional<Refill> refill) {

  /**
   * More by time.
   *
   * @param period in which all may be used
   * @param next until there is one more than now; zero if nothing was used
   */
  public record Refill(Duration period, Duration next) {}
}
