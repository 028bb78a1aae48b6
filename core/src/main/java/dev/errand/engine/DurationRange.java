// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

/**
 * How long tasks of an operation mostly run: from the tenth to the ninetieth percentile of some
 * that did, both rounded outwards. Of few it holds two thirds of the next, of fifty four fifths, if
 * nothing changes.
 *
 * @param low in milliseconds
 * @param high in milliseconds, at least as much
 */
record DurationRange(long low, long high) {

  private static final int PART = 10;

  /**
   * Of the first so many, at least one.
   *
   * @param sorted milliseconds
   */
  static DurationRange of(long[] sorted, int count) {
    int outside = (count - 1) / PART;
    return new DurationRange(sorted[outside], sorted[count - 1 - outside]);
  }

  boolean holds(long millis) {
    return low <= millis && millis <= high;
  }
}
