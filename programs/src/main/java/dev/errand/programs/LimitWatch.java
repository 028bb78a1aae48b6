// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Limits;
import dev.errand.programs.process.RunningProcess;
import dev.errand.programs.process.Usage;
import java.time.Duration;
import java.util.Optional;

/** Looks now and again at what a program uses, and whether that is too much. */
final class LimitWatch {

  private static final long SOON_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LATEST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long OFTEN_NANOS = Duration.ofMillis(250).toNanos();

  private final Limits limits;
  private final RunningProcess process;
  private final long begin;
  private long pause = SOON_NANOS;
  private long next = System.nanoTime() + pause;

  /**
   * @param already how long the process has run before
   */
  LimitWatch(Limits limits, RunningProcess process, Duration already) {
    this.limits = limits;
    this.process = process;
    this.begin = System.nanoTime() - already.toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** In words what is over its limit, if something is. */
  Optional<String> look() {
    Duration elapsed = elapsed();
    if (limits.time().filter(limit -> elapsed.compareTo(limit) > 0).isPresent()) {
      return Optional.of("ran longer than its limit of " + Figures.seconds(limits.time().get()));
    }
    if (System.nanoTime() - next < 0) {
      return Optional.empty();
    }
    // What comes of it is remembered at each look, so short lives need early ones.
    pause = Math.min(pause * 2, watchesUse() ? OFTEN_NANOS : LATEST_NANOS);
    Optional<String> over = judge(process.usage());
    next = System.nanoTime() + pause;
    return over;
  }

  private boolean watchesUse() {
    return limits.memory().isPresent()
        || limits.cpuTime().isPresent()
        || limits.processes().isPresent();
  }

  private Optional<String> judge(Usage usage) {
    if (limits.memory().isPresent() && usage.memory() > limits.memory().getAsLong()) {
      return Optional.of(
          "used %s of memory, over its limit of %s"
              .formatted(Figures.size(usage.memory()), Figures.size(limits.memory().getAsLong())));
    }
    if (limits.cpuTime().filter(limit -> usage.cpu().compareTo(limit) > 0).isPresent()) {
      return Optional.of(
          "used %s of CPU, over its limit of %s"
              .formatted(Figures.seconds(usage.cpu()), Figures.seconds(limits.cpuTime().get())));
    }
    if (limits.processes().isPresent() && usage.processes() > limits.processes().getAsLong()) {
      return Optional.of(
          "was %d processes, over its limit of %d"
              .formatted(usage.processes(), limits.processes().getAsLong()));
    }
    return Optional.empty();
  }
}
