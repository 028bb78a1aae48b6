// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many tasks of a scope there may be.
 *
 * @param concurrency how many run at once, on all nodes together
 * @param concurrencyPerNode how many run at once on a node
 * @param waiting how many wait; a start beyond is refused
 * @param rate of starts; one beyond is refused
 * @param weight of a share, where shares are kept and others wait as well; 1 is usual
 */
public record Limit(
    OptionalLong concurrency,
    OptionalLong concurrencyPerNode,
    OptionalLong waiting,
    Optional<Rate> rate,
    int weight) {

  /** Bounds nothing. */
  public static final Limit NONE =
      new Limit(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), 1);

  private static final int HEAVIEST = 1_000;

  /**
   * @throws IllegalArgumentException if a number makes no sense
   */
  public Limit {
    require("concurrency", concurrency);
    require("concurrency per node", concurrencyPerNode);
    require("waiting", waiting);
    if (weight < 1 || weight > HEAVIEST) {
      throw new IllegalArgumentException("a weight is from 1 to 1000, not " + weight);
    }
  }

  private static void require(String what, OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "a limit of %s is at least 1, not %d".formatted(what, limit.getAsLong()));
    }
  }

  /** The same with so many at once on all nodes together. */
  public Limit concurrency(long limit) {
    return new Limit(OptionalLong.of(limit), concurrencyPerNode, waiting, rate, weight);
  }

  /** The same with so many at once on a node. */
  public Limit concurrencyPerNode(long limit) {
    return new Limit(concurrency, OptionalLong.of(limit), waiting, rate, weight);
  }

  /** The same with so many that may wait. */
  public Limit waiting(long limit) {
    return new Limit(concurrency, concurrencyPerNode, OptionalLong.of(limit), rate, weight);
  }

  /** The same with so many starts in a time. */
  public Limit rate(Rate limit) {
    return new Limit(concurrency, concurrencyPerNode, waiting, Optional.of(limit), weight);
  }

  /** The same with another weight. */
  public Limit weight(int other) {
    return new Limit(concurrency, concurrencyPerNode, waiting, rate, other);
  }

  /** So many may run in all before this can keep one from starting. */
  long narrowest() {
    return Math.min(concurrency.orElse(Long.MAX_VALUE), concurrencyPerNode.orElse(Long.MAX_VALUE));
  }

  boolean boundsRunning() {
    return concurrency.isPresent() || concurrencyPerNode.isPresent();
  }

  boolean boundsStarts() {
    return waiting.isPresent() || rate.isPresent();
  }
}
