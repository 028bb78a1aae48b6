// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.FailedEnd;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has tasks fail that waited for their first start longer than they were to. Those whose operation
 * is not here wait for a node that has it, which knows what they own and how long they are kept.
 */
final class Overdue {

  /** Each may take a commit of its own, before which no start is written. */
  private static final int CHUNK = 100;

  private final Store store;
  private final Operations operations;
  private final InstantSource clock;
  private final Consumer<Task> settled;

  /**
   * @param clock the store's
   * @param settled told of each task that so ended
   */
  Overdue(Store store, Operations operations, InstantSource clock, Consumer<Task> settled) {
    this.store = store;
    this.operations = operations;
    this.clock = clock;
    this.settled = settled;
  }

  /** Ends all that are overdue now; writes only where there are any. */
  void look() {
    boolean more = true;
    while (more) {
      Instant now = Instant.ofEpochMilli(clock.millis());
      List<Task> overdue = store.overdue(operations.names(), now, CHUNK);
      more = ended(overdue, now) > 0 && overdue.size() == CHUNK;
    }
  }

  /** Whatever becomes of one, those that have ended are told. */
  private int ended(List<Task> overdue, Instant now) {
    List<CompletableFuture<Optional<Task>>> ends =
        overdue.stream().map(task -> store.fail(end(task, now))).toList();
    int ended = 0;
    @Nullable StoreException failed = null;
    for (CompletableFuture<Optional<Task>> end : ends) {
      try {
        Optional<Task> task = Recorder.join(end);
        task.ifPresent(settled);
        ended += task.isPresent() ? 1 : 0;
      } catch (StoreException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
    return ended;
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
        operations.retentions().end(task.submission(), now),
        TaskNotes.ended(task, message));
  }
}
