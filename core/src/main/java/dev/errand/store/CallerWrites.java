// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What callers change. */
public interface CallerWrites {

  /**
   * Inserts a WAITING task and gives it its number; or, if there is a task of the same owner with
   * the same idempotency key, changes nothing.
   *
   * <p>A start beyond one of the task's bounds changes nothing: the future completes with a {@link
   * dev.errand.limit.LimitReachedException}.
   *
   * @return the new task, or the one that is there, which has another key than {@code task}
   */
  CompletableFuture<Task> insert(NewTask task);

  /**
   * Notes that a task is to be cancelled. A WAITING task becomes CANCELLED at once; of a RUNNING
   * one the request is kept, the first one if there are several; one that has ended stays as it is.
   *
   * @param retentions how long the task stays if this ends it
   * @param notes the lines, level INFO, that its log gets if this ends it, told of the ended task
   * @return the task as it is afterwards; empty if there is none
   */
  CompletableFuture<Optional<Task>> cancel(
      long number,
      CancelRequest request,
      Retentions retentions,
      Function<Task, List<String>> notes);

  /**
   * Deletes a task that has ended, with its log and outputs.
   *
   * @return the task as it was; empty if there is none or it has not ended
   */
  CompletableFuture<Optional<Task>> delete(long number);
}
