// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a request may take.
 *
 * @param idle how long nothing may come
 * @param total from the beginning to the last byte of the answer; empty means as long as it likes
 */
public record Patience(Duration idle, Optional<Duration> total) {

  /** So long in all. */
  public static Patience inAll(Duration total) {
    return new Patience(total, Optional.of(total));
  }

  /** As long as something comes, but never so long without a byte. */
  public static Patience whileSomethingComes(Duration idle) {
    return new Patience(idle, Optional.empty());
  }
}
