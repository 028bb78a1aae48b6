// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.ClaimedRow;
import dev.errand.store.AttemptRef;
import dev.errand.store.Lost;
import dev.errand.store.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tasks that are RUNNING in the file. Only one process can have it open, so what that one does
 * not run was run by one that is gone. A later claim of such a task raises its epoch.
 */
final class LostAttempts {

  private static final String HELD =
      "SELECT number, epoch FROM task WHERE number IN"
          + " (SELECT number FROM task INDEXED BY task_state WHERE status = 1) ORDER BY number";

  private static final String LEFT =
      "SELECT " + ClaimedRow.COLUMNS + " FROM task WHERE number = ? AND epoch = ? AND status = 1";

  private LostAttempts() {}

  /** All that are RUNNING. */
  static List<AttemptRef> held(Statements statements) throws SQLException {
    List<AttemptRef> held = new ArrayList<>();
    try (ResultSet row = statements.get(HELD).executeQuery()) {
      while (row.next()) {
        held.add(new AttemptRef(row.getLong(1), row.getLong(2)));
      }
    }
    return held;
  }

  /** Those of them that still are as they were found. */
  static List<Lost> left(Statements statements, Collection<AttemptRef> found) throws SQLException {
    List<Lost> left = new ArrayList<>();
    for (AttemptRef one : found) {
      try (ResultSet row =
          Binder.of(statements.get(LEFT)).number(one.number()).number(one.epoch()).query()) {
        if (row.next()) {
          left.add(new Lost(TaskReader.CLAIMED.read(row, Right.ALWAYS), one, Lost.Way.GONE));
        }
      }
    }
    return left;
  }
}
