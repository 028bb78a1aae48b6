// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.util.Optional;

/**
 * Somebody's eye on one task. Waiting costs no platform thread and, while the task runs on this
 * node, no access to the store. For one thread at a time, but for {@link #wake}; to be closed.
 */
public interface Watch extends AutoCloseable {

  /**
   * The task as it is now; empty if there is none.
   *
   * @throws StoreException if the store fails
   */
  Optional<TaskView> view();

  /**
   * Waits, at most so long, until something about the task has changed since the last {@link
   * #view}: its status, progress or remark, a cancel request, its log, or that it is gone. Any
   * number of changes count as one. No change is missed; true may come without a visible one.
   *
   * @return whether something may have changed; at once true before the first view
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws StoppedException as soon as the engine stops
   */
  boolean await(Duration atMost) throws InterruptedException;

  /**
   * Has this run whenever {@link #await} would return true because of a change on this node: for
   * who looks at many tasks by one thread. A task that does not run here is to be looked at now and
   * then besides.
   *
   * @param run does next to nothing, as whoever changes the task waits for it
   */
  void alarm(Runnable run);

  /** Has {@link #await} return true as if something had changed. For all threads. */
  void wake();

  @Override
  void close();
}
