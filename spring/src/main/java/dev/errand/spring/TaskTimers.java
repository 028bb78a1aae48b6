// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Measures how long tasks wait for their first start and how long their last attempt runs, and
 * counts attempts that were lost.
 */
final class TaskTimers implements TaskListener {

  /** Few, since there are as many series for each operation. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };

  private final MeterRegistry registry;

  TaskTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void started(Task task) {
    if (task.attempt().number() == 1) {
      task.times()
          .started()
          .ifPresent(start ->
              Timer.builder("errand.tasks.waiting")
                  .description("From the submission of a task to its first start, at this node")
                  .serviceLevelObjectives(BUCKETS)
                  .tag("operation", task.operation())
                  .register(registry)
                  .record(between(task.times().submitted(), start)));
    }
  }

  @Override
  public void ended(Task task) {
    if (task.times().started().isPresent() && task.times().ended().isPresent()) {
      Timer.builder("errand.tasks.running")
          .description("From the start of the last attempt to the end of the task, at this node")
          .serviceLevelObjectives(BUCKETS)
          .tag("operation", task.operation())
          .tag("status", task.status().name().toLowerCase(Locale.ROOT))
          .register(registry)
          .record(between(task.times().started().get(), task.times().ended().get()));
    }
  }

  @Override
  public void lost(Task task) {
    lost(registry, task.operation()).increment();
  }

  /** Shown from the start on, so that the first one is an increase. */
  static Counter lost(MeterRegistry registry, String operation) {
    return Counter.builder("errand.attempts.lost")
        .description("Attempts whose process or node went away, found by this node")
        .tag("operation", operation)
        .register(registry);
  }

  /** A wall clock may be set back meanwhile. */
  private static Duration between(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return time.isNegative() ? Duration.ZERO : time;
  }
}
