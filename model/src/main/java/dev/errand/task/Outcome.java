// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/** How a task ended, if it did. It changes together with the status, never before or after. */
public sealed interface Outcome {

  /** Not ended. */
  record Pending() implements Outcome {}

  /**
   * Ended by returning: all of the result, what was done before a cancel took effect, or nothing.
   */
  record Returned(Optional<Json> result) implements Outcome {}

  /** Ended by an error. */
  record Failed(Failure failure) implements Outcome {}

  Outcome PENDING = new Pending();
  Outcome NOTHING = new Returned(Optional.empty());
}
