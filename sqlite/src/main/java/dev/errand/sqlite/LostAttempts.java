// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.Task;
import dev.errand.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that were RUNNING when the store was opened. Only one process can have it open, so
 * whatever ran them is gone. A later claim of such a task raises its epoch.
 */
final class LostAttempts {

  private static final String RUNNING =
      "SELECT number, epoch FROM task WHERE number IN"
          + " (SELECT number FROM task INDEXED BY task_state WHERE status = 1) ORDER BY number";

  private final Map<Long, Long> epochs = new LinkedHashMap<>();

  static LostAttempts find(Statements statements) throws SQLException {
    LostAttempts lost = new LostAttempts();
    try (ResultSet row = statements.get(RUNNING).executeQuery()) {
      while (row.next()) {
        lost.epochs.put(row.getLong(1), row.getLong(2));
      }
    }
    return lost;
  }

  /** Those that still are as they were found. */
  List<Task> left(Statements statements) throws SQLException {
    List<Task> left = new ArrayList<>();
    for (Map.Entry<Long, Long> one : epochs.entrySet()) {
      Optional<Task> task = TaskReader.find(statements, one.getKey());
      if (task.isPresent()
          && task.get().status() == TaskStatus.RUNNING
          && task.get().attempt().epoch() == one.getValue()) {
        left.add(task.get());
      }
    }
    return left;
  }
}
