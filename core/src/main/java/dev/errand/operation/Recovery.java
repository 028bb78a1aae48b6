// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

/**
 * What happens to a task whose attempt was lost with its node, or was ended by the server's stop.
 */
public sealed interface Recovery {

  /** The task ends FAILED; its code is never started a second time. */
  record Fail() implements Recovery {}

  /**
   * The task goes back to WAITING and is started again, until {@code attempts} of them count, so
   * that work which brings its node down does not do so for ever. What a server's stop ended does
   * not count, nor what had to stop because its node lost the database.
   */
  record Retry(int attempts) implements Recovery {

    public Retry {
      if (attempts < 2) {
        throw new IllegalArgumentException("to retry needs at least 2 attempts, not " + attempts);
      }
    }
  }

  Recovery FAIL = new Fail();

  /** Three attempts in all. */
  Recovery RETRY = new Retry(3);
}
