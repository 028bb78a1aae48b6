// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.List;

/** What several rounds of the same came to. */
record Spread(double median, double min, double max) {

  /**
   * @throws IllegalArgumentException if there is nothing to sum up
   */
  static Spread of(List<Double> rates) {
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("no round was measured");
    }
    List<Double> sorted = rates.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
