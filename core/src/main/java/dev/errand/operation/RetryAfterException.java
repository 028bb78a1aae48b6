// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.time.Duration;

/**
 * Thrown by an operation whose {@link RetryPolicy} allows another attempt and that knows when it is
 * worth one, such as from the {@code Retry-After} of a server it asked. Without a policy that
 * covers it, it is an exception like any other.
 */
public class RetryAfterException extends Exception {

  private static final long serialVersionUID = 1;

  private final Duration delay;

  /**
   * @param message why it failed this time
   * @param delay how long to wait at least; up to a day counts
   */
  public RetryAfterException(String message, Duration delay) {
    super(message);
    this.delay = delay.isNegative() ? Duration.ZERO : delay;
  }

  /**
   * @param cause what failed this time
   * @param delay how long to wait at least; up to a day counts
   */
  public RetryAfterException(Throwable cause, Duration delay) {
    super(cause);
    this.delay = delay.isNegative() ? Duration.ZERO : delay;
  }

  /** How long to wait. */
  public Duration delay() {
    return delay;
  }
}
