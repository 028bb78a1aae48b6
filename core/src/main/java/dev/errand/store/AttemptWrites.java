// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the engine changes on behalf of attempts. */
public interface AttemptWrites {

  /**
   * Makes waiting tasks RUNNING, by priority and then by number, each with the next attempt number
   * and a higher epoch. Of tasks with the same ordering key only the one submitted first is taken,
   * and only while none of the others runs.
   */
  CompletableFuture<List<Claimed>> claim(Claim claim);

  /**
   * Stores progress and log lines.
   *
   * @return false if the attempt no longer holds the task, so that nothing was stored
   */
  CompletableFuture<Boolean> record(AttemptRef attempt, Recording recording);

  /**
   * Ends the task.
   *
   * @return the ended task; empty if the attempt no longer holds it, so that nothing was stored
   */
  CompletableFuture<Optional<Task>> end(AttemptRef attempt, Ending ending);

  /**
   * Puts the task back to WAITING with a higher epoch, without progress or remark; keeps its log.
   *
   * @return the waiting task; empty if the attempt no longer holds it
   */
  CompletableFuture<Optional<Task>> requeue(AttemptRef attempt, Recording recording);

  /**
   * Puts a task back to WAITING that was claimed and not started: with a higher epoch, and without
   * the attempt, whose time of start stays until the next.
   *
   * @return the waiting task; empty if the attempt no longer holds it
   */
  CompletableFuture<Optional<Task>> giveBack(AttemptRef attempt);
}
