// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import java.time.Duration;

/**
 * What callers may take of the connections of a server.
 *
 * @param all how many there may be at once
 * @param perAddress how many of them may come from one address
 * @param headTimeout how long the head of a request may take
 */
public record ConnectionLimits(int all, int perAddress, Duration headTimeout) {

  private static final int QUARTER = 4;
  private static final int SOME = 16;

  /**
   * Limits by what the process may still open. A quarter of that is kept back: for the store, the
   * files of tasks, requests that the server itself sends.
   *
   * @param files how many files the process may open beside those that it needs to start
   * @param most how many connections there may be whatever the files allow
   */
  public static ConnectionLimits of(long files, int most, Duration headTimeout) {
    int all = (int) Math.max(1, Math.min(most, files - files / QUARTER));
    return new ConnectionLimits(all, Math.max(1, all / QUARTER), headTimeout);
  }

  /** The same with another number from one address. */
  public ConnectionLimits perAddress(int number) {
    return new ConnectionLimits(all, number, headTimeout);
  }

  /** How many make room at a time when there are too many. */
  int some() {
    return Math.max(1, all / SOME);
  }
}
