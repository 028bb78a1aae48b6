// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.engine.WaitReasons.Found;
import dev.errand.limit.Bound;
import dev.errand.limit.WaitReason;
import dev.errand.store.Store;
import dev.errand.task.Estimate;
import dev.errand.task.Estimate.Span;
import dev.errand.task.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Estimates when tasks start and end. Safe for all threads. */
record Estimates(TypicalDurations durations, QueueForecast queue, Node node) {

  /**
   * What else it has to know of this node.
   *
   * @param clock the store's
   */
  record Node(Store store, InstantSource clock, BooleanSupplier draining) {

    Instant now() {
      return Instant.ofEpochMilli(clock.millis());
    }

    /** Whether others may start what waits. */
    boolean isShared() {
      return store.isShared();
    }

    boolean isDraining() {
      return draining.getAsBoolean();
    }
  }

  /**
   * Of a task that runs, wherever it does. One that was asked to stop ends sooner than others did.
   */
  Optional<Estimate> running(Task task) {
    Instant now = node.now();
    return task.cancelRequest().isPresent()
        ? Optional.empty()
        : task.times()
            .started()
            .flatMap(started -> durations.range(task.operation()).map(range -> end(started, range)))
            .map(end -> of(task, Optional.empty(), Optional.of(after(now, end))));
  }

  private static Span end(Instant started, DurationRange range) {
    return new Span(started.plusMillis(range.low()), Optional.of(started.plusMillis(range.high())));
  }

  /** The part of it that is not over. */
  private static Span after(Instant now, Span span) {
    return new Span(
        span.from().isBefore(now) ? now : span.from(), span.to().filter(to -> !to.isBefore(now)));
  }

  /** Of a task that waits. */
  Optional<Estimate> waiting(Task task, Found found) {
    return start(task, found, node.now())
        .map(start ->
            of(
                task,
                Optional.of(start),
                durations
                    .range(task.operation())
                    .map(range ->
                        new Span(
                            start.from().plusMillis(range.low()),
                            start.to().map(to -> to.plusMillis(range.high()))))));
  }

  private Optional<Span> start(Task task, Found found, Instant now) {
    if (node.isDraining() && !node.isShared()) {
      return Optional.empty();
    }
    Span unknown = new Span(now, Optional.empty());
    return switch (found.reason()) {
      case WaitReason.Away _, WaitReason.Unanswered _, WaitReason.Bounded(Bound.Paused _) ->
          Optional.empty();
      case WaitReason.NextAttempt(Instant due) ->
          Optional.of(after(now, new Span(due, Optional.empty())));
      case WaitReason.NotBefore(Instant due) ->
          Optional.of(after(now, new Span(due, Optional.empty())));
      case WaitReason.Order _, WaitReason.Share _ -> Optional.of(unknown);
      case WaitReason.Bounded(Bound.AtLimit _), WaitReason.Workers _ ->
          node.isDraining()
              ? Optional.of(unknown)
              : found.place().map(place -> queue.start(task, place, node.isShared(), now));
    };
  }

  private Estimate of(Task task, Optional<Span> start, Optional<Span> end) {
    return new Estimate(start, end, durations.held(task.operation()));
  }
}
