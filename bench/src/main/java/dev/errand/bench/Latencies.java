// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took, in nanoseconds. Safe for all threads. */
final class Latencies {

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  void add(long took) {
    nanos.add(took);
  }

  @Override
  public String toString() {
    List<Long> sorted = nanos.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, max %.1f ms of %,d",
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        sorted.size());
  }

  private static double at(List<Long> sorted, double part) {
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }
}
