// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is decided about tasks that neither their callers nor their attempts change. */
public interface OperatorWrites {

  /**
   * Ends a task as FAILED that waits or runs, wherever it runs: what its attempt writes from then
   * on changes nothing.
   *
   * @return the ended task; empty if it has ended, or was started, requeued or taken over since
   */
  CompletableFuture<Optional<Task>> fail(FailedEnd end);

  /**
   * Gives a waiting task another priority.
   *
   * @return the task; empty if it does not wait
   */
  CompletableFuture<Optional<Task>> prioritize(long number, int priority);
}
