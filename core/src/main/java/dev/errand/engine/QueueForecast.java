// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Lane;
import dev.errand.limit.Limit;
import dev.errand.limit.Limits;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.store.QueuePlace;
import dev.errand.task.Estimate.Span;
import dev.errand.task.NodeLoad;
import dev.errand.task.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * When a task that waits for a worker should get one. A simple model of this node alone:
 *
 * <ul>
 *   <li>What runs here and what comes before it in the queue takes as long as most of its
 *       operation; what comes later with a higher priority, or is still held back, is not counted.
 *   <li>At the latest, all of that has been divided among the workers, or among as many as a limit
 *       of its operation lets run. That is not known where other limits or shares say who is next,
 *       where how long something takes is not known, or where so many are ahead that they are not
 *       counted.
 *   <li>At the earliest, all ahead but those that other workers still have took the shortest time
 *       that is usual, after the first worker came free. Where limits may hold back what is ahead,
 *       it is when the first of the same operation may end, if as many run as may, and else now. It
 *       is now where other nodes may take it.
 * </ul>
 *
 * <p>Safe for all threads.
 */
final class QueueForecast {

  private final Parts parts;

  /** Where it looks. */
  record Parts(
      Operations operations,
      TypicalDurations durations,
      Attempts attempts,
      Workers workers,
      CurrentLimits limits) {}

  QueueForecast(Parts parts) {
    this.parts = parts;
  }

  /**
   * Of a task that may start as soon as it is its turn.
   *
   * @param shared whether other nodes may take it
   */
  Span start(Task task, QueuePlace place, boolean shared, Instant now) {
    boolean waits = waits(task.operation());
    NodeLoad load = parts.workers().load();
    int workers = (waits ? load.waitingWorkers() : load.workers()).all();
    List<LiveAttempt> running = running(waits);
    Limits limits = parts.limits().now();
    Optional<Long> slots = slots(limits, Lane.of(task.submission()), shared, workers);
    Queue queue = new Queue(workers, busy(running, now), ahead(place), place.ahead());
    long earliest =
        shared
            ? 0
            : limits.boundRunning()
                ? bounded(busy(of(task.operation(), running), now), slots)
                : queue.earliest();
    return new Span(now.plusMillis(earliest), slots.flatMap(queue::latest).map(now::plusMillis));
  }

  private static long bounded(BusyWorkers own, Optional<Long> slots) {
    return slots.filter(most -> own.running() >= most).isPresent() ? own.next() : 0;
  }

  private boolean waits(String operation) {
    return parts.operations().find(operation).filter(found -> found.spec().waits()).isPresent();
  }

  private List<LiveAttempt> running(boolean waits) {
    return parts.attempts().all().stream()
        .filter(attempt -> attempt.isCurrent() && !attempt.isGoneOnWith())
        .filter(attempt -> waits(attempt.claimed().task().operation()) == waits)
        .toList();
  }

  private static List<LiveAttempt> of(String operation, List<LiveAttempt> running) {
    return running.stream()
        .filter(attempt -> attempt.claimed().task().operation().equals(operation))
        .toList();
  }

  private BusyWorkers busy(List<LiveAttempt> running, Instant now) {
    return BusyWorkers.of(running, parts.durations(), now);
  }

  private List<Ahead> ahead(QueuePlace place) {
    List<Ahead> ahead = new ArrayList<>();
    for (Map.Entry<String, Long> before : place.before().entrySet()) {
      ahead.add(new Ahead(before.getValue(), parts.durations().range(before.getKey())));
    }
    return ahead;
  }

  /** How many run at once until it is its turn, at least; empty if nobody knows. */
  private static Optional<Long> slots(Limits limits, Lane lane, boolean shared, long workers) {
    long slots = workers;
    for (Limits.Applied applied : limits.of(lane)) {
      List<Long> most = most(applied.limit());
      if (!most.isEmpty() && (shared || !(applied.scope() instanceof Scope.OfOperation))) {
        return Optional.empty();
      }
      slots = most.stream().reduce(slots, Math::min);
    }
    return limits.sharedBy() == SharedBy.NOBODY ? Optional.of(slots) : Optional.empty();
  }

  private static List<Long> most(Limit limit) {
    return Stream.of(limit.concurrency(), limit.concurrencyPerNode())
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .toList();
  }

  /** So many tasks of one operation that come before. */
  private record Ahead(long count, Optional<DurationRange> range) {

    long low() {
      return range.map(DurationRange::low).orElse(0L);
    }
  }

  /** In milliseconds from now. */
  private record Queue(int workers, BusyWorkers busy, List<Ahead> ahead, long count) {

    long earliest() {
      if (busy.running() < workers) {
        return count < workers - busy.running() ? 0 : shortest() / workers;
      }
      return busy.next() + shortest() / workers;
    }

    /** What must have been done of what is ahead: those that take longest may still be at work. */
    private long shortest() {
      long done = Math.max(0, count - (workers - 1));
      long sum = 0;
      for (Ahead one : ahead.stream().sorted(Comparator.comparingLong(Ahead::low)).toList()) {
        long some = Math.min(done, one.count());
        sum += some * one.low();
        done -= some;
      }
      return sum;
    }

    Optional<Long> latest(long slots) {
      long moving = slots - busy.overdue();
      if (count < moving - (busy.running() - busy.overdue())) {
        return Optional.of(0L);
      }
      if (moving <= 0
          || count >= WaitReasons.MOST_AHEAD
          || ahead.stream().anyMatch(one -> one.range().isEmpty())) {
        return Optional.empty();
      }
      long all = busy.left();
      for (Ahead one : ahead) {
        all += one.range().map(range -> one.count() * range.high()).orElse(0L);
      }
      return Optional.of(Math.ceilDiv(all, moving));
    }
  }
}
