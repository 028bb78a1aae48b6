// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/** What operators do to tasks, whoever they belong to. Safe for all threads. */
public interface TaskControl {

  /**
   * Has a waiting task start sooner or later than others.
   *
   * @return the task; empty if it does not wait, or is not there
   * @throws IllegalArgumentException if there is no such priority
   */
  Optional<Task> prioritize(TaskId id, int priority);

  /**
   * Ends a task as FAILED that waits, or that runs and heeds no cancel. Whatever its attempt does
   * from then on does not count; another worker takes its place.
   *
   * @param why for the task's failure and log
   * @param by the name of who says so, where it is known
   * @return the task as it is then; empty if it is not there
   * @throws NotPossibleException if it has ended, or changed just now
   */
  Optional<Task> fail(TaskId id, String why, Optional<String> by);

  /**
   * Runs a task again that failed or was cancelled: a new one with the same inputs and the same
   * owner, which names the old.
   *
   * @return the new task; empty if the old one is not there
   * @throws NotPossibleException if the old one has not ended so, or its inputs went with it
   */
  Optional<Task> runAgain(TaskId id);
}
