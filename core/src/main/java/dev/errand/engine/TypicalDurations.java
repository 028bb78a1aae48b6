// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import dev.errand.task.Estimate.Held;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tasks usually run, by those of each operation that finished last: here, and, once
 * somebody has asked, by what the store knows. A store of several nodes is asked again after a
 * while, since what ends elsewhere is not heard of. Safe for all threads.
 */
final class TypicalDurations {

  private static final Duration STALE = Duration.ofMinutes(5);

  private final Store store;
  private final InstantSource clock;
  private final StoreOutage outage;
  private final Map<String, RecentDurations> byOperation = new ConcurrentHashMap<>();

  TypicalDurations(Store store, InstantSource clock, StoreOutage outage) {
    this.store = store;
    this.clock = clock;
    this.outage = outage;
  }

  /** The median; may ask the store. */
  Optional<Duration> of(String operation) {
    return known(operation).median();
  }

  /** Where most are; may ask the store. */
  Optional<DurationRange> range(String operation) {
    return known(operation).range();
  }

  /** How often the range was right. */
  Held held(String operation) {
    return Optional.ofNullable(byOperation.get(operation))
        .map(RecentDurations::held)
        .orElse(Held.NONE);
  }

  private RecentDurations known(String operation) {
    RecentDurations recent = recent(operation);
    Instant now = clock.instant();
    if (recent.isToBeRead(now, store.isShared() ? now.plus(STALE) : Instant.MAX)) {
      try {
        recent.read(store.durations(operation, RecentDurations.NEWEST));
      } catch (StoreException e) {
        outage.failed("read how long " + operation + " usually takes", e);
        recent.notRead();
      }
    }
    return recent;
  }

  private RecentDurations recent(String operation) {
    return byOperation.computeIfAbsent(operation, _ -> new RecentDurations());
  }

  /** What is to be expected of an attempt that starts, by what is known without a look. */
  Expected expected(String operation) {
    RecentDurations recent = recent(operation);
    return new Expected(recent.range(), recent);
  }

  /** Notes a task that ended. It may be called by the store's thread and never waits for it. */
  void ended(Task task) {
    finished(task)
        .ifPresent(ran ->
            Optional.ofNullable(byOperation.get(task.operation()))
                .ifPresent(recent -> recent.add(ran)));
  }

  /** Forgets operations that are not there any more, so that what is kept has a bound. */
  void retain(Set<String> operations) {
    byOperation.keySet().retainAll(operations);
  }

  /** How long the last attempt of a task ran that FINISHED; empty for any other. */
  static Optional<Duration> finished(Task task) {
    return task.status() != TaskStatus.FINISHED
        ? Optional.empty()
        : task.times()
            .started()
            .flatMap(started ->
                task.times()
                    .ended()
                    .filter(ended -> !ended.isBefore(started))
                    .map(ended -> Duration.between(started, ended)));
  }
}
