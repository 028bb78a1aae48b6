// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Lost;
import dev.errand.store.NewTask;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Short words for what tests do with stores. */
final class Tasks {

  static final String OPERATION = "count";
  static final Retentions RETENTIONS = new Retentions(Duration.ofMinutes(10), Map.of());
  static final Recording NOTHING =
      new Recording(
          Optional.empty(), Optional.empty(), List.of(), Recording.Dropped.NONE, LogExtent.EMPTY);

  private Tasks() {}

  static PostgresStore opened(PostgresSettings settings, String node) {
    PostgresStore store = PostgresStore.at(settings);
    store.open(node, Set.of(OPERATION));
    return store;
  }

  static NewTask task() {
    return task(Submission.of(OPERATION, Json.EMPTY_OBJECT));
  }

  static NewTask keyed(String orderingKey) {
    return task(Submission.builder(OPERATION).orderingKey(orderingKey).build());
  }

  static NewTask task(Submission submission) {
    return new NewTask(UUID.randomUUID(), submission, submission.inputs(), false, Instant.EPOCH);
  }

  static List<Claimed> claim(Store store, int free) {
    return done(handInClaim(store, free));
  }

  static CompletableFuture<List<Claimed>> handInClaim(Store store, int free) {
    return store.claim(Claim.unlimited(false, () -> free, InstantSource.system()));
  }

  static CompletableFuture<Optional<Task>> handInGiveBack(Store store, Claimed claimed) {
    return store.giveBack(AttemptRef.of(claimed.task()), cancelledEnd());
  }

  static CompletableFuture<Optional<Task>> handInRequeue(Store store, Claimed claimed) {
    return store.requeue(AttemptRef.of(claimed.task()), requeueing());
  }

  static CompletableFuture<Optional<Task>> handInCancel(Store store, long number) {
    return store.cancel(
        number, new CancelRequest(Instant.EPOCH, Optional.of("ann")), RETENTIONS, _ -> List.of());
  }

  static Ending finished() {
    return new Ending(
        TaskStatus.FINISHED,
        Outcome.NOTHING,
        List.of(),
        NOTHING,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(600));
  }

  static Requeueing requeueing() {
    return new Requeueing(NOTHING, true, Optional.empty(), cancelledEnd());
  }

  static CancelledEnd cancelledEnd() {
    return new CancelledEnd(Instant.EPOCH, Instant.EPOCH.plusSeconds(600), _ -> List.of());
  }

  /** What was left by nodes that are gone, taken over. */
  static List<Lost> lost(Store store) {
    return store.lost(List.of());
  }

  static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
