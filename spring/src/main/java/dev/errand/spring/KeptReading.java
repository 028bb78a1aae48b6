// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.task.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read of the store for metrics: one reading serves all gauges of a scrape, and is kept
 * for five seconds, or fifty times as long as it took, five minutes at the most. So however often
 * somebody scrapes, reading takes a fiftieth of the time, unless one takes longer than six seconds.
 * One that failed is kept for five seconds, or as long as it took. Safe for all threads.
 */
final class KeptReading<T> {

  private static final Logger LOG = LoggerFactory.getLogger(KeptReading.class);
  private static final long LEAST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long MOST_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long SHARE = 50;

  private final Supplier<T> source;
  private final LongSupplier nanos;
  private Optional<T> value = Optional.empty();
  private long readAt;
  private long keptFor = -1;

  /**
   * @param nanos a monotonic clock, such as {@link System#nanoTime}
   */
  KeptReading(Supplier<T> source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  /** The reading; empty if the store did not answer. */
  synchronized Optional<T> get() {
    long now = nanos.getAsLong();
    if (keptFor < 0 || now - readAt >= keptFor) {
      value = read();
      readAt = nanos.getAsLong();
      long took = readAt - now;
      keptFor = Math.clamp(value.isPresent() ? SHARE * took : took, LEAST_NANOS, MOST_NANOS);
    }
    return value;
  }

  private Optional<T> read() {
    try {
      return Optional.of(source.get());
    } catch (StoreException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("The store was not read for metrics", e);
      return Optional.empty();
    }
  }
}
