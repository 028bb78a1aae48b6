// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import java.util.Map;

/**
 * Where a waiting task stands.
 *
 * @param held whether it may not be started though a worker is free: an earlier task of its
 *     ordering key has not ended, it is not due, or its operation is not here
 * @param before how many that are not held come before it, of each operation, altogether at most as
 *     many as asked for; limits may keep some of them
 */
public record QueuePlace(boolean held, Map<String, Long> before) {

  public QueuePlace {
    before = Map.copyOf(before);
  }

  /** How many that are not held come before it, at most as many as asked for. */
  public long ahead() {
    return before.values().stream().mapToLong(Long::longValue).sum();
  }
}
