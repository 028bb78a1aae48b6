// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.operation.OperationInfo;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how many tasks there are by operation and status, and how many wait. One reading of the
 * store serves all gauges of a scrape.
 */
final class TaskGauges implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(TaskGauges.class);

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Errand errand;
  private Optional<List<TaskCount>> counts = Optional.empty();
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
    return sum(count -> count.status() == status && count.operation().equals(operation));
  }

  private double waiting() {
    return sum(count -> count.status() == TaskStatus.WAITING);
  }

  /** No number while the store does not answer. */
  private double sum(Predicate<TaskCount> wanted) {
    return counts()
        .map(counts -> (double) counts.stream().filter(wanted).mapToLong(TaskCount::count).sum())
        .orElse(Double.NaN);
  }

  private synchronized Optional<List<TaskCount>> counts() {
    if (System.nanoTime() - readAt >= FRESH_NANOS) {
      counts = read();
      readAt = System.nanoTime();
    }
    return counts;
  }

  private Optional<List<TaskCount>> read() {
    try {
      return Optional.of(errand.counts());
    } catch (StoreUnreachableException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("Tasks could not be counted", e);
      return Optional.empty();
    }
  }
}
