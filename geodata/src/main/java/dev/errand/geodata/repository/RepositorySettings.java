// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.time.Clock;
import java.time.Duration;

/**
 * What all repositories of a server have in common.
 *
 * @param clock dates revisions and tells when a transaction was used last
 * @param transactionTimeout how long a transaction may be left alone before it ends by itself; an
 *     hour unless set
 * @param patience how long to wait for others who change the same repository; 30 seconds unless set
 */
public record RepositorySettings(Clock clock, Duration transactionTimeout, Duration patience) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  public RepositorySettings {
    if (transactionTimeout.isNegative() || transactionTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the time after which transactions end by themselves must be positive: "
              + transactionTimeout);
    }
  }

  /** The defaults by this clock. */
  public static RepositorySettings by(Clock clock) {
    return new RepositorySettings(clock, HOUR, HALF_A_MINUTE);
  }

  /** The same with another time for transactions. */
  public RepositorySettings transactionTimeout(Duration timeout) {
    return new RepositorySettings(clock, timeout, patience);
  }

  /** The same with another time to wait for others. */
  public RepositorySettings patience(Duration atMost) {
    return new RepositorySettings(clock, transactionTimeout, atMost);
  }
}
