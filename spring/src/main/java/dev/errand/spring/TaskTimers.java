// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Measures how long tasks wait for their first start and how long their last attempt runs. */
final class TaskTimers implements TaskListener {

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
                  .description("From the submission of a task to its first start")
                  .tag("operation", task.operation())
                  .register(registry)
                  .record(between(task.times().submitted(), start)));
    }
  }

  @Override
  public void ended(Task task) {
    if (task.times().started().isPresent() && task.times().ended().isPresent()) {
      Timer.builder("errand.tasks.running")
          .description("From the start of the last attempt to the end of the task")
          .tag("operation", task.operation())
          .tag("status", task.status().name().toLowerCase(Locale.ROOT))
          .register(registry)
          .record(between(task.times().started().get(), task.times().ended().get()));
    }
  }

  /** A wall clock may be set back meanwhile. */
  private static Duration between(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return time.isNegative() ? Duration.ZERO : time;
  }
}
