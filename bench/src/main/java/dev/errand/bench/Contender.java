// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.time.Duration;

/**
 * What takes part in a comparison.
 *
 * @param isErrand whether it is Errand, whose figures are divided by those of the others
 */
record Contender(String name, boolean isErrand, Round round) {

  /** Measures once. */
  @FunctionalInterface
  interface Round {
    /**
     * @param length about how long to measure, where the work has no end of its own
     */
    Measured run(Duration length) throws Exception;
  }

  static Contender errand(String name, Round round) {
    return new Contender(name, true, round);
  }

  static Contender limit(String name, Round round) {
    return new Contender(name, false, round);
  }
}
