// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.Task;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The tasks that this process runs, as the transaction at hand leaves them, so that the end of one
 * need not read its row again. What is missing here is read from the file, which is how it recovers
 * from a rollback. Used by the writing thread only.
 */
final class RunningTasks {

  private final Statements statements;
  private final Map<Long, Task> known = new HashMap<>();

  RunningTasks(Statements statements) {
    this.statements = statements;
  }

  void started(Task task) {
    known.put(task.id().number(), task);
  }

  /** To be called with every change that leaves a task RUNNING. */
  void changed(long number, UnaryOperator<Task> change) {
    known.computeIfPresent(number, (_, task) -> change.apply(task));
  }

  /**
   * To be called after a change that took a task out of RUNNING.
   *
   * @return how it is now
   */
  Optional<Task> left(long number, UnaryOperator<Task> change) throws SQLException {
    Task task = known.remove(number);
    return task == null ? TaskReader.find(statements, number) : Optional.of(change.apply(task));
  }

  void forget(long number) {
    known.remove(number);
  }

  void forget() {
    known.clear();
  }
}
