// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Callers within this process, each on a virtual thread, each doing one thing after the other. */
final class Callers {

  /** One thing, done when it returns. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  private Callers() {}

  /** Has so many callers do something over and over for so long. */
  static Measured rate(int callers, Duration length, Call call) throws Exception {
    LongAdder done = new LongAdder();
    Measured.Watch watch = new Measured.Watch();
    long end = System.nanoTime() + length.toNanos();
    each(
        callers,
        () -> {
          while (System.nanoTime() < end) {
            call.run();
            done.increment();
          }
        });
    return watch.stop(done.sum());
  }

  /** Has so many callers do something so often altogether. */
  static void times(int callers, int times, Call call) throws Exception {
    AtomicInteger left = new AtomicInteger(times);
    each(
        callers,
        () -> {
          while (left.getAndDecrement() > 0) {
            call.run();
          }
        });
  }

  private static void each(int callers, Call call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(
            threads.submit(() -> {
              call.run();
              return null;
            }));
      }
      for (Future<?> one : all) {
        try {
          one.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("A caller failed: " + e.getCause(), e.getCause());
        }
      }
    }
  }
}
