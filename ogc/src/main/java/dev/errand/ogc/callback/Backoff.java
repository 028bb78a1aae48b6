// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait before a delivery is sent again.
 *
 * @param first after the first attempts, one by one
 * @param most then twice as long each time, up to this
 */
record Backoff(List<Duration> first, Duration most) {

  static final Backoff USUAL =
      new Backoff(
          List.of(
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              Duration.ofSeconds(15),
              Duration.ofSeconds(60)),
          Duration.ofHours(1));

  private static final double JITTER = 0.25;

  /**
   * How long after so many attempts.
   *
   * @param random from 0 to 1: spreads what failed together by up to a quarter
   */
  Duration after(int attempts, double random) {
    int beyond = Math.max(0, attempts - first.size());
    Duration step = first.get(Math.min(attempts, first.size()) - 1);
    double millis = step.toMillis() * Math.pow(2, beyond) * (1 + JITTER * random);
    return Duration.ofMillis((long) Math.min(millis, most.toMillis()));
  }
}
