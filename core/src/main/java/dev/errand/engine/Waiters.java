// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.StoppedException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Those who wait for a task to end or to go away. Safe for all threads. */
final class Waiters {

  private final Map<Long, Set<CompletableFuture<Void>>> byTask = new ConcurrentHashMap<>();

  /**
   * A future that completes at the next {@link #wake} of the task; to be given back by {@link
   * #leave}.
   */
  CompletableFuture<Void> join(long task) {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    byTask.compute(
        task,
        (number, waiters) -> {
          Set<CompletableFuture<Void>> all =
              waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  void leave(long task, CompletableFuture<Void> waiter) {
    byTask.computeIfPresent(
        task,
        (number, waiters) -> {
          waiters.remove(waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }

  void wake(long task) {
    Set<CompletableFuture<Void>> waiters = byTask.get(task);
    if (waiters != null) {
      waiters.forEach(waiter -> waiter.complete(null));
    }
  }

  /** Ends all waiting with {@link StoppedException}. */
  void stop() {
    byTask
        .values()
        .forEach(waiters ->
            waiters.forEach(waiter ->
                waiter.completeExceptionally(
                    new StoppedException("The server stops; ask again when it is back."))));
  }
}
