// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The row by which this writer finds out whether its last transaction was committed. That the
 * database says so of the transaction's number is not enough: a transaction of which nothing was on
 * the disk when the database crashed, or which a standby had not heard of when it took over, leaves
 * its number to another one. For one thread.
 */
final class LastCommit {

  /** Writes, and so takes the transaction's number, only if something was written before. */
  private static final String MARK =
      """
      INSERT INTO last_commit (writer, nth, time)
      SELECT ?, ?, now() WHERE pg_current_xact_id_if_assigned() IS NOT NULL
      ON CONFLICT (writer) DO UPDATE SET nth = excluded.nth, time = excluded.time
      RETURNING pg_current_xact_id()::text
      """;

  private static final String STATUS = "SELECT pg_xact_status(?::xid8)";

  private static final String IS_MINE =
      "SELECT EXISTS (SELECT FROM last_commit WHERE writer = ? AND nth = ?)";

  /** Rows of writers that are long gone. */
  private static final String CLEAN =
      "DELETE FROM last_commit WHERE time < now() - interval '1 day'";

  private final UUID writer = UUID.randomUUID();
  private long nth;

  /** What became of a transaction. */
  enum Outcome {
    COMMITTED,
    NOT_COMMITTED,
    IN_PROGRESS
  }

  static void clean(Connection connection) throws SQLException {
    try (Binder delete = Binder.of(connection, CLEAN)) {
      delete.update();
    }
  }

  /** To be called last in each transaction; answers its number, empty if it has written nothing. */
  String mark(Connection connection) throws SQLException {
    nth++;
    try (Binder insert = Binder.of(connection, MARK).uuid(writer).number(nth);
        ResultSet row = insert.query()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /**
   * What became of the transaction that was marked last.
   *
   * @param connection another one, on which each statement is a transaction of its own
   */
  Outcome outcome(Connection connection, String id) throws SQLException {
    try (Binder query = Binder.of(connection, STATUS).text(id);
        ResultSet row = query.query()) {
      String status = row.next() ? row.getString(1) : null;
      if ("in progress".equals(status)) {
        return Outcome.IN_PROGRESS;
      }
      return "committed".equals(status) && isMine(connection)
          ? Outcome.COMMITTED
          : Outcome.NOT_COMMITTED;
    }
  }

  private boolean isMine(Connection connection) throws SQLException {
    try (Binder query = Binder.of(connection, IS_MINE).uuid(writer).number(nth);
        ResultSet row = query.query()) {
      return row.next() && row.getBoolean(1);
    }
  }
}
