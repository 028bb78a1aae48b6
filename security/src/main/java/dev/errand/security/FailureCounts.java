// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many log-ins have failed since the start. Safe for all threads. */
final class FailureCounts {

  private final AtomicLongArray counts = new AtomicLongArray(LogInFailure.values().length);

  void add(LogInFailure failure) {
    counts.incrementAndGet(failure.ordinal());
  }

  long of(LogInFailure failure) {
    return counts.get(failure.ordinal());
  }
}
