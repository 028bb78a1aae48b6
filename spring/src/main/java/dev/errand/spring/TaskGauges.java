// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.operation.OperationInfo;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Shows how many tasks there are by operation and status, and how many wait. */
final class TaskGauges implements MeterBinder {

  private final Errand errand;
  private final KeptReading<List<TaskCount>> counts;

  TaskGauges(Errand errand) {
    this.errand = errand;
    counts = new KeptReading<>(errand::counts, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (OperationInfo operation : errand.operations()) {
      show(operation.name(), registry);
    }
    Gauge.builder(
            "errand.queue.length",
            this,
            gauges -> gauges.sum(count -> count.status() == TaskStatus.WAITING))
        .description(WholeStore.described("Tasks that wait to be started"))
        .tags(WholeStore.TAGS)
        .register(registry);
  }

  /** Does nothing the second time; what is gone stays, as its tasks do. */
  void show(String operation, MeterRegistry registry) {
    for (TaskStatus status : TaskStatus.values()) {
      Gauge.builder("errand.tasks", this, gauges -> gauges.count(operation, status))
          .description(WholeStore.described("Tasks in the store"))
          .tag("operation", operation)
          .tag("status", status.name().toLowerCase(Locale.ROOT))
          .tags(WholeStore.TAGS)
          .register(registry);
    }
    TaskTimers.lost(registry, operation);
    EstimateCounters.show(errand, operation, registry);
  }

  private double count(String operation, TaskStatus status) {
    return sum(count -> count.status() == status && count.operation().equals(operation));
  }

  private double sum(Predicate<TaskCount> which) {
    return counts
        .get()
        .map(all -> (double) all.stream().filter(which).mapToLong(TaskCount::count).sum())
        .orElse(Double.NaN);
  }
}
