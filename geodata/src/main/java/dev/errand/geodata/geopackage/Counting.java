// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;

/**
 * Shows how many features were written, twice a second at most, and notices a cancel now and then.
 * Used by one thread.
 */
final class Counting {

  private static final long EVERY_NANOS = 500_000_000;
  private static final int BETWEEN = 1_000;

  private final TaskContext context;
  private final String text;
  private long shown = System.nanoTime();

  Counting(TaskContext context, String text) {
    this.context = context;
    this.text = text;
    context.progress(text, 0);
  }

  void count(long features) {
    long now = System.nanoTime();
    if (now - shown >= EVERY_NANOS) {
      shown = now;
      context.progress(text, (double) features);
    }
  }

  void check(long features) throws CancelledException {
    if (features % BETWEEN == 0) {
      context.checkCancelled();
    }
  }
}
