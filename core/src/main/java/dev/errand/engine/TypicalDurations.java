// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tasks usually run: for each operation that somebody asked about the median of those that
 * finished last, from the store for the first question and from then on as they finish here. Safe
 * for all threads.
 */
final class TypicalDurations {

  /** How many tasks count. */
  private static final int NEWEST = 15;

  private final Store store;
  private final StoreOutage outage;
  private final Map<String, Recent> byOperation = new ConcurrentHashMap<>();

  /** Of one operation, newest first. */
  private static final class Recent {
    private final Deque<Duration> durations = new ArrayDeque<>(NEWEST);
    private boolean asked;

    /** Adds what the store knows from before, once. */
    synchronized boolean isFirstQuestion() {
      boolean first = !asked;
      asked = true;
      return first;
    }

    synchronized void askAgain() {
      asked = false;
    }

    synchronized void older(List<Duration> stored) {
      stored.stream().limit(NEWEST - durations.size()).forEach(durations::addLast);
    }

    synchronized void newest(Duration duration) {
      if (durations.size() == NEWEST) {
        durations.removeLast();
      }
      durations.addFirst(duration);
    }

    synchronized Optional<Duration> median() {
      return durations.stream().sorted().skip(durations.size() / 2).findFirst();
    }
  }

  TypicalDurations(Store store, StoreOutage outage) {
    this.store = store;
    this.outage = outage;
  }

  Optional<Duration> of(String operation) {
    Recent recent = byOperation.computeIfAbsent(operation, _ -> new Recent());
    if (recent.isFirstQuestion()) {
      try {
        recent.older(store.durations(operation, NEWEST));
      } catch (StoreException e) {
        outage.failed("read how long " + operation + " usually takes", e);
        recent.askAgain();
      }
    }
    return recent.median();
  }

  /** Notes a task that ended. It may be called by the store's thread and never waits for it. */
  void ended(Task task) {
    Recent recent = byOperation.get(task.operation());
    if (recent != null && task.status() == TaskStatus.FINISHED) {
      ran(task).ifPresent(recent::newest);
    }
  }

  private static Optional<Duration> ran(Task task) {
    return task.times()
        .started()
        .flatMap(started ->
            task.times()
                .ended()
                .filter(ended -> !ended.isBefore(started))
                .map(ended -> Duration.between(started, ended)));
  }
}
