// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.store.Claimed;
import dev.errand.store.LogExtent;
import dev.errand.store.Right;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A task's row with what an attempt needs beyond it. Safe for all threads.
 *
 * @param tasks reads the task
 */
public record ClaimedRow(TaskRow tasks) {

  public static final String COLUMNS =
      TaskRow.COLUMNS + ", secret_inputs, log_last, log_head_lines, log_head_bytes, position";

  private static final int SECRET_INPUTS = TaskRow.WIDTH + 1;
  private static final int LOG_LAST = TaskRow.WIDTH + 2;
  private static final int LOG_HEAD_LINES = TaskRow.WIDTH + 3;
  private static final int LOG_HEAD_BYTES = TaskRow.WIDTH + 4;
  private static final int POSITION = TaskRow.WIDTH + 5;

  /** What was claimed, from the current row. */
  public Claimed read(ResultSet row, Right right) throws SQLException {
    Task task = tasks.read(row);
    String secret = row.getString(SECRET_INPUTS);
    return new Claimed(
        task,
        secret == null ? task.submission().inputs() : new Json(secret),
        new LogExtent(
            row.getLong(LOG_LAST), row.getLong(LOG_HEAD_LINES), row.getLong(LOG_HEAD_BYTES)),
        Optional.ofNullable(row.getString(POSITION)),
        right);
  }
}
