// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.Claimed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that were RUNNING when the store was opened. Only one process can have it open, so
 * whatever ran them is gone. A later claim of such a task raises its epoch.
 */
final class LostAttempts {

  private static final String RUNNING =
      "SELECT number, epoch FROM task WHERE number IN"
          + " (SELECT number FROM task INDEXED BY task_state WHERE status = 1) ORDER BY number";

  private static final String LEFT =
      "SELECT " + ClaimedRow.COLUMNS + " FROM task WHERE number = ? AND epoch = ? AND status = 1";

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
  List<Claimed> left(Statements statements) throws SQLException {
    List<Claimed> left = new ArrayList<>();
    for (Map.Entry<Long, Long> one : epochs.entrySet()) {
      try (ResultSet row =
          Binder.of(statements.get(LEFT)).number(one.getKey()).number(one.getValue()).query()) {
        if (row.next()) {
          left.add(ClaimedRow.read(row));
        }
      }
    }
    return left;
  }
}
