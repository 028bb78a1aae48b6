// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.Limits;
import dev.errand.limit.Shares;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/**
 * A wish to run tasks.
 *
 * @param waits whether of waiting operations or of working ones
 * @param free how many at the most, asked at the last moment, after all that was handed in before
 *     is applied
 * @param clock for the time of the start
 * @param limits what may run at once; looked at in the transaction that claims
 * @param shares whose turn it is where limits share workers
 */
public record Claim(
    boolean waits, IntSupplier free, InstantSource clock, Limits limits, Shares shares) {

  /** A wish that no limit bounds. */
  public static Claim unlimited(boolean waits, IntSupplier free, InstantSource clock) {
    return new Claim(waits, free, clock, Limits.NONE, new Shares());
  }
}
