// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What claims keep to.
 *
 * @param limits what may run at once; asked at the last moment
 * @param shares whose turn it is where limits share workers
 * @param heldBack set by a store in the transaction that claims: whether limits keep tasks waiting
 *     that a free worker could start, so that the end of others may let them go
 */
public record Terms(Supplier<Limits> limits, Shares shares, AtomicBoolean heldBack) {

  /** No limits. */
  public static Terms none() {
    return new Terms(() -> Limits.NONE, new Shares(), new AtomicBoolean());
  }
}
