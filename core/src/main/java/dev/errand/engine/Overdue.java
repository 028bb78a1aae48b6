// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.FailedEnd;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has tasks fail that waited for their first start longer than they were to. */
final class Overdue {

  private static final int CHUNK = 500;

  private final Store store;
  private final Supplier<Retentions> retentions;
  private final InstantSource clock;
  private final Consumer<Task> settled;

  /**
   * @param clock the store's
   * @param settled told of each task that so ended
   */
  Overdue(
      Store store, Supplier<Retentions> retentions, InstantSource clock, Consumer<Task> settled) {
    this.store = store;
    this.retentions = retentions;
    this.clock = clock;
    this.settled = settled;
  }

  /** Ends all that are overdue now; writes only where there are any. */
  void look() {
    while (true) {
      Instant now = Instant.ofEpochMilli(clock.millis());
      List<Task> overdue = store.overdue(now, CHUNK);
      List<CompletableFuture<Optional<Task>>> ends =
          overdue.stream().map(task -> store.fail(end(task, now))).toList();
      List<Task> ended = ends.stream().map(Recorder::join).flatMap(Optional::stream).toList();
      ended.forEach(settled);
      if (overdue.size() < CHUNK || ended.isEmpty()) {
        return;
      }
    }
  }

  private FailedEnd end(Task task, Instant now) {
    Instant since = task.submission().options().earliest(task.times().submitted());
    String message =
        String.format(
            Locale.ROOT,
            "It had not started after %.1f s, which is longer than it was to wait; nothing of it was"
                + " done",
            Duration.between(since, now).toMillis() / 1_000.0);
    return new FailedEnd(
        task,
        Failures.without(Failure.WAIT_LIMIT, message),
        now,
        retentions.get().end(task.submission(), now),
        List.of(message));
  }
}
