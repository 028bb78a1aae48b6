// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A table that attempts append to, each line in a transaction of its own, on connections that have
 * nothing to do with the store's. The order of its lines is that of their writing. Safe for all
 * threads.
 */
public final class Witness {

  public static final String BEGIN = "begin";
  public static final String AT_WORK = "at work";
  public static final String END = "end";

  private static final String CREATE =
      """
      CREATE TABLE witness (line bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          run uuid NOT NULL, nth integer NOT NULL, task bigint NOT NULL, attempt integer NOT NULL,
          node text NOT NULL, what text NOT NULL,
          time timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (run, nth))
      """;

  /** One whose commit is not known to have taken place is written again. */
  private static final String INSERT =
      "INSERT INTO witness (run, nth, task, attempt, node, what) VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private static final String READ =
      "SELECT line, run, task, attempt, node, what, time FROM witness ORDER BY line";

  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final String url;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  /**
   * A line of the table.
   *
   * @param time when it was written, by the database's clock
   */
  public record Line(
      long line, UUID run, long task, int attempt, String node, String what, Instant time) {}

  public Witness(String url) {
    this.url = url + "&ApplicationName=witness&socketTimeout=60";
  }

  public void create() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  public List<Line> read() throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        lines.add(
            new Line(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant()));
      }
    }
    return lines;
  }

  /** What one call of an operation's code writes. For one thread. */
  public final class Run {
    private final UUID id = UUID.randomUUID();
    private final TaskContext context;
    private final String node;
    private int lines;

    public Run(TaskContext context, String node) {
      this.context = context;
      this.node = node;
    }

    /** Returns when the line is durable; nothing is written once the attempt should stop. */
    public void write(String what) throws CancelledException {
      lines++;
      while (true) {
        @Nullable Connection connection = null;
        try {
          connection = idle.poll();
          if (connection == null) {
            connection = DriverManager.getConnection(url);
          }
          insert(connection, what);
          idle.add(connection);
          return;
        } catch (SQLException e) {
          close(connection);
          context.checkCancelled();
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }

    private void insert(Connection connection, String what)
        throws SQLException, CancelledException {
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        insert.setObject(1, id);
        insert.setInt(2, lines);
        insert.setLong(3, context.task().number());
        insert.setInt(4, context.attempt());
        insert.setString(5, node);
        insert.setString(6, what);
        context.checkCancelled();
        insert.executeUpdate();
      }
    }
  }

  private static void close(@Nullable Connection broken) {
    try {
      if (broken != null) {
        broken.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a connection cannot be closed", e);
    }
  }
}
