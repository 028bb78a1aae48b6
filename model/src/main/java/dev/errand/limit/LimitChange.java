// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator says anew of a scope; the rest of its {@linkplain LimitRule rule} stays, whoever
 * said it meanwhile.
 *
 * @param changed when, to the millisecond
 * @param by the name of who says it, where it is known
 */
public record LimitChange(Scope scope, What what, Instant changed, Optional<String> by) {

  /** Which part of a rule. */
  public sealed interface What {

    /**
     * How many may run and wait.
     *
     * @param limit absent where settings and operations count again
     */
    record Bounded(Optional<Limit> limit) implements What {}

    /** Whether nothing of an operation is started. */
    record Paused(boolean paused) implements What {}
  }
}
