// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.Terms;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/**
 * A wish to run tasks.
 *
 * @param waits whether of waiting operations or of working ones
 * @param free how many at the most, asked at the last moment, after all that was handed in before
 *     is applied
 * @param clock for the time of the start
 * @param terms what limits let start; looked at in the transaction that claims
 */
public record Claim(boolean waits, IntSupplier free, InstantSource clock, Terms terms) {

  /** A wish that no limit bounds. */
  public static Claim unlimited(boolean waits, IntSupplier free, InstantSource clock) {
    return new Claim(waits, free, clock, Terms.none());
  }
}
