// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.ClaimedRow;
import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.sql.TaskRow;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads tasks, on whichever connection. */
final class TaskReader {

  static final TaskRow ROW = new TaskRow((row, column) -> row.getObject(column, UUID.class));
  static final ClaimedRow CLAIMED = new ClaimedRow(ROW);

  static final String SELECT = "SELECT " + TaskRow.COLUMNS + " FROM task ";
  private static final String BY_NUMBER = SELECT + "WHERE number = ?";
  private static final String BY_NUMBERS = SELECT + "WHERE number = ANY (?)";
  private static final String BY_KEY = SELECT + "WHERE key = ?";
  static final String BY_IDEMPOTENCY =
      SELECT
          + "WHERE coalesce(owner, '') = ? AND idempotency_key = ? AND idempotency_key IS NOT NULL";
  private static final String INPUTS =
      "SELECT coalesce(secret_inputs, inputs) FROM task WHERE number = ?";
  private static final String COUNTS =
      "SELECT operation, status, count(*) FROM task GROUP BY operation, status";
  static final String OVERDUE =
      """
      SELECT %s FROM task
      WHERE status = 0 AND attempt = 0 AND wait_end IS NOT NULL AND wait_end <= ?
        AND operation = ANY (?)
      ORDER BY wait_end LIMIT ?
      """
          .formatted(TaskRow.COLUMNS);

  static final String EXPIRED =
      """
      SELECT number FROM task
      WHERE retention_end IS NOT NULL AND retention_end <= ? ORDER BY retention_end LIMIT ?
      """;

  static final String NEXT_DUE =
      "SELECT due FROM task WHERE status = 0 AND due IS NOT NULL ORDER BY due LIMIT 1";

  private static final String LAST_LINE = "SELECT log_last FROM task WHERE number = ?";

  /** Of a rare operation this would else read the whole table. */
  static final String DURATIONS =
      """
      SELECT greatest(0, ended - started)
      FROM (SELECT number, status, operation, started, ended FROM task
            ORDER BY number DESC LIMIT 10000) AS newest
      WHERE status = 2 AND operation = ? ORDER BY number DESC LIMIT ?
      """;

  private TaskReader() {}

  static Optional<Task> find(Connection connection, long number) throws SQLException {
    try (Binder query = Binder.of(connection, BY_NUMBER).number(number)) {
      return first(query);
    }
  }

  static Optional<Task> find(Connection connection, UUID key) throws SQLException {
    try (Binder query = Binder.of(connection, BY_KEY).uuid(key)) {
      return first(query);
    }
  }

  static Optional<Task> find(Connection connection, Optional<String> owner, String key)
      throws SQLException {
    try (Binder query = Binder.of(connection, BY_IDEMPOTENCY).text(owner.orElse("")).text(key)) {
      return first(query);
    }
  }

  private static Optional<Task> first(Binder query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(ROW.read(row)) : Optional.empty();
    }
  }

  static Map<Long, Task> find(Connection connection, Collection<Long> numbers) throws SQLException {
    try (Binder query = Binder.of(connection, BY_NUMBERS).numbers(numbers)) {
      return byNumber(query);
    }
  }

  /** All tasks that a statement answers. */
  static Map<Long, Task> byNumber(Binder statement) throws SQLException {
    Map<Long, Task> tasks = new HashMap<>();
    try (ResultSet row = statement.query()) {
      while (row.next()) {
        Task task = ROW.read(row);
        tasks.put(task.id().number(), task);
      }
    }
    return tasks;
  }

  static List<Task> list(Connection connection, TaskFilter filter, Page page, Instant now)
      throws SQLException {
    List<Task> tasks = new ArrayList<>();
    ListQuery list = new ListQuery(filter, page, Millis.of(now));
    try (Binder query = list.bind(connection);
        ResultSet row = query.query()) {
      while (row.next()) {
        tasks.add(ROW.read(row));
      }
    }
    return tasks;
  }

  static Optional<String> inputs(Connection connection, long number) throws SQLException {
    try (Binder query = Binder.of(connection, INPUTS).number(number);
        ResultSet row = query.query()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  static List<TaskCount> counts(Connection connection) throws SQLException {
    List<TaskCount> counts = new ArrayList<>();
    try (Binder query = Binder.of(connection, COUNTS);
        ResultSet row = query.query()) {
      while (row.next()) {
        counts.add(
            new TaskCount(row.getString(1), StatusCode.status(row.getInt(2)), row.getLong(3)));
      }
    }
    return counts;
  }

  static Optional<Instant> nextDue(Connection connection) throws SQLException {
    try (Binder query = Binder.of(connection, NEXT_DUE);
        ResultSet row = query.query()) {
      return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
    }
  }

  static List<Task> overdue(Connection connection, Set<String> operations, Instant now, int limit)
      throws SQLException {
    List<Task> tasks = new ArrayList<>();
    try (Binder query =
            Binder.of(connection, OVERDUE).number(Millis.of(now)).texts(operations).number(limit);
        ResultSet row = query.query()) {
      while (row.next()) {
        tasks.add(ROW.read(row));
      }
    }
    return tasks;
  }

  static List<Long> expired(Connection connection, Instant now, int limit) throws SQLException {
    try (Binder query = Binder.of(connection, EXPIRED).number(Millis.of(now)).number(limit)) {
      return numbers(query);
    }
  }

  /** The numbers that a statement answers. */
  static List<Long> numbers(Binder statement) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet row = statement.query()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  static long lastLine(Connection connection, long number) throws SQLException {
    try (Binder query = Binder.of(connection, LAST_LINE).number(number);
        ResultSet row = query.query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static List<Duration> durations(Connection connection, String operation, int limit)
      throws SQLException {
    List<Duration> durations = new ArrayList<>();
    try (Binder query = Binder.of(connection, DURATIONS).text(operation).number(limit);
        ResultSet row = query.query()) {
      while (row.next()) {
        durations.add(Duration.ofMillis(row.getLong(1)));
      }
    }
    return durations;
  }
}
