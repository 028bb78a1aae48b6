// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.ClaimedRow;
import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.sql.TaskRow;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads tasks, on whichever connection. */
final class TaskReader {

  static final TaskRow ROW = new TaskRow(UuidBytes::column);
  static final ClaimedRow CLAIMED = new ClaimedRow(ROW);

  private static final String SELECT = "SELECT " + TaskRow.COLUMNS + " FROM task ";
  private static final String BY_NUMBER = SELECT + "WHERE number = ?";
  private static final String BY_KEY = SELECT + "WHERE key = ?";
  private static final String INPUTS =
      "SELECT coalesce(secret_inputs, inputs) FROM task WHERE number = ?";
  static final String COUNTS =
      """
      SELECT operation, status, count(*) FROM task INDEXED BY task_state
      GROUP BY status, operation
      """;
  static final String OVERDUE =
      """
      SELECT %s FROM task INDEXED BY task_wait_end
      WHERE status = 0 AND attempt = 0 AND wait_end IS NOT NULL AND wait_end <= ?
        AND operation IN (SELECT value FROM json_each(?))
      ORDER BY wait_end LIMIT ?
      """
          .formatted(TaskRow.COLUMNS);

  static final String EXPIRED =
      """
      SELECT number FROM task INDEXED BY task_expiry
      WHERE retention_end IS NOT NULL AND retention_end <= ? ORDER BY retention_end LIMIT ?
      """;

  private static final String NEXT_DUE =
      "SELECT due FROM task INDEXED BY task_due WHERE due IS NOT NULL ORDER BY due LIMIT 1";

  private static final String LAST_LINE = "SELECT log_last FROM task WHERE number = ?";
  static final String DURATIONS =
      """
      SELECT max(0, ended - started) FROM task INDEXED BY task_state
      WHERE status = 2 AND operation = ? ORDER BY number DESC LIMIT ?
      """;

  private TaskReader() {}

  static Optional<Task> find(Statements statements, long number) throws SQLException {
    return first(Binder.of(statements.get(BY_NUMBER)).number(number));
  }

  static Optional<Task> find(Statements statements, Optional<String> owner, String idempotencyKey)
      throws SQLException {
    return first(
        Binder.of(statements.get(Inserts.REPEATED)).text(owner.orElse("")).text(idempotencyKey));
  }

  static Optional<Task> find(Statements statements, UUID key) throws SQLException {
    return first(Binder.of(statements.get(BY_KEY)).bytes(UuidBytes.of(key)));
  }

  private static Optional<Task> first(Binder query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(ROW.read(row)) : Optional.empty();
    }
  }

  static List<Task> list(Statements statements, TaskFilter filter, Page page, Instant now)
      throws SQLException {
    List<Task> tasks = new ArrayList<>();
    ListQuery query = new ListQuery(filter, page, Millis.of(now));
    try (ResultSet row = query.bind(statements.get(SELECT + query.where())).query()) {
      while (row.next()) {
        tasks.add(ROW.read(row));
      }
    }
    return tasks;
  }

  static Optional<String> inputs(Statements statements, long number) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(INPUTS)).number(number).query()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  static List<TaskCount> counts(Statements statements) throws SQLException {
    List<TaskCount> counts = new ArrayList<>();
    try (ResultSet row = statements.get(COUNTS).executeQuery()) {
      while (row.next()) {
        counts.add(
            new TaskCount(row.getString(1), StatusCode.status(row.getInt(2)), row.getLong(3)));
      }
    }
    return counts;
  }

  static Optional<Instant> nextDue(Statements statements) throws SQLException {
    try (ResultSet row = statements.get(NEXT_DUE).executeQuery()) {
      return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
    }
  }

  static List<Task> overdue(Statements statements, Set<String> operations, Instant now, int limit)
      throws SQLException {
    List<Task> tasks = new ArrayList<>();
    Binder query =
        Binder.of(statements.get(OVERDUE))
            .number(Millis.of(now))
            .text(Json.of(operations).text())
            .number(limit);
    try (ResultSet row = query.query()) {
      while (row.next()) {
        tasks.add(ROW.read(row));
      }
    }
    return tasks;
  }

  static List<Long> expired(Statements statements, Instant now, int limit) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    Binder query = Binder.of(statements.get(EXPIRED)).number(Millis.of(now)).number(limit);
    try (ResultSet row = query.query()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  static long lastLine(Statements statements, long number) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(LAST_LINE)).number(number).query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static List<Duration> durations(Statements statements, String operation, int limit)
      throws SQLException {
    List<Duration> durations = new ArrayList<>();
    Binder query = Binder.of(statements.get(DURATIONS)).text(operation).number(limit);
    try (ResultSet row = query.query()) {
      while (row.next()) {
        durations.add(Duration.ofMillis(row.getLong(1)));
      }
    }
    return durations;
  }
}
