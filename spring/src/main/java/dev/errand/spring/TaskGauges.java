// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.operation.OperationInfo;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Shows how many tasks there are by operation and status, and how many wait. One reading of the
 * store serves all gauges of a scrape.
 */
final class TaskGauges implements MeterBinder {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Errand errand;
  private List<TaskCount> counts = List.of();
  private long readAt = System.nanoTime() - FRESH_NANOS;

  TaskGauges(Errand errand) {
    this.errand = errand;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (OperationInfo operation : errand.operations()) {
      for (TaskStatus status : TaskStatus.values()) {
        Gauge.builder("errand.tasks", this, gauges -> gauges.count(operation.name(), status))
            .description("Tasks in the store")
            .tag("operation", operation.name())
            .tag("status", status.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
    Gauge.builder("errand.queue.length", this, TaskGauges::waiting)
        .description("Tasks that wait to be started")
        .register(registry);
  }

  private double count(String operation, TaskStatus status) {
    return counts().stream()
        .filter(count -> count.status() == status && count.operation().equals(operation))
        .mapToLong(TaskCount::count)
        .sum();
  }

  private double waiting() {
    return counts().stream()
        .filter(count -> count.status() == TaskStatus.WAITING)
        .mapToLong(TaskCount::count)
        .sum();
  }

  private synchronized List<TaskCount> counts() {
    if (System.nanoTime() - readAt >= FRESH_NANOS) {
      counts = errand.counts();
      readAt = System.nanoTime();
    }
    return counts;
  }
}
