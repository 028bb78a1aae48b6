// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.time.Clock;
import java.time.Duration;

/**
 * What all repositories of a server have in common.
 *
 * @param clock dates revisions and tells when a transaction was used last
 * @param transactionTimeout how long a transaction may be left alone before it ends by itself; an
 *     hour unless set
 */
public record RepositorySettings(Clock clock, Duration transactionTimeout) {

  private static final Duration HOUR = Duration.ofHours(1);

  public RepositorySettings {
    if (transactionTimeout.isNegative() || transactionTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the time after which transactions end by themselves must be positive: "
              + transactionTimeout);
    }
  }

  /** The defaults by this clock. */
  public static RepositorySettings by(Clock clock) {
    return new RepositorySettings(clock, HOUR);
  }

  /** The same with another time for transactions. */
  public RepositorySettings transactionTimeout(Duration timeout) {
    return new RepositorySettings(clock, timeout);
  }
}
