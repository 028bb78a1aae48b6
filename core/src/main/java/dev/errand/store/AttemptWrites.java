// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;
import java.time.Instant;
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
   * Puts the task back to WAITING, for now or until it is due, with a higher epoch, without
   * progress or remark; keeps its log. One that somebody has cancelled, here or on another node and
   * whenever that comes, ends CANCELLED instead.
   *
   * @return the task that waits or has ended; empty if the attempt no longer holds it
   */
  CompletableFuture<Optional<Task>> requeue(AttemptRef attempt, Requeueing requeueing);

  /**
   * Lets waiting tasks be claimed again that are due at {@code now}.
   *
   * @return how many
   */
  CompletableFuture<Integer> release(Instant now);

  /**
   * Puts a task back to WAITING that was claimed and whose code was not called: with a higher
   * epoch, and without the attempt, whose time of start stays until the next. It does not matter as
   * whom this process is registered by now. One that somebody has cancelled ends CANCELLED instead.
   *
   * @return the task that waits or has ended; empty if the attempt no longer holds it
   */
  CompletableFuture<Optional<Task>> giveBack(AttemptRef attempt, CancelledEnd cancelled);

  /**
   * What this process runs as far as the store knows, RUNNING with it as the holder. Asked by the
   * thread that writes, so that no claim is on its way: all claims that it may see are answered
   * when this is.
   */
  CompletableFuture<List<AttemptRef>> held();
}
