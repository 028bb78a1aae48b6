// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Scope;
import dev.errand.sql.lane.StartGate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts those that wait once for each scope in a transaction, and adds what the transaction is
 * about to insert. Nodes that count do so one after the other, until they commit.
 */
final class BatchedWaiting implements StartGate.Waiting {

  private static final String TURN =
      "SELECT pg_advisory_xact_lock(hashtextextended('errand starts of ' || current_schema(), 1))";

  static final String ALL =
      "SELECT count(*) FROM (SELECT FROM task WHERE status = 0 LIMIT ?) AS waiting";

  static final String OF_OPERATION =
      """
      SELECT count(*) FROM (
        SELECT FROM task
        WHERE status = 0 AND held = ANY ('{f,t}') AND waits = ANY ('{f,t}') AND operation = ?
        LIMIT ?) AS waiting
      """;

  static final String OF_USER =
      """
      SELECT count(*) FROM (
        SELECT FROM task
        WHERE status = 0 AND held = ANY ('{f,t}') AND waits = ANY ('{f,t}')
          AND operation = ANY (?) AND left(coalesce(owner, ''), 255) = left(?, 255)
        LIMIT ?) AS waiting
      """;

  static final String OF_GROUP =
      """
      SELECT count(*) FROM (
        SELECT FROM task WHERE status = 0 AND grp IS NOT NULL AND grp = ? LIMIT ?) AS waiting
      """;

  private final Connection connection;
  private final Collection<String> operations;
  private final Map<Scope, Long> counts = new HashMap<>();
  private final Map<Scope, Long> added = new HashMap<>();
  private boolean turn;

  /**
   * @param operations those that are here; others are not counted against users
   */
  BatchedWaiting(Connection connection, Collection<String> operations) {
    this.connection = connection;
    this.operations = operations;
  }

  @Override
  public long count(Scope scope, long most) throws SQLException {
    Long known = counts.get(scope);
    if (known == null) {
      known = counted(scope, most);
      if (known < most) {
        // Else there may be more, for somebody who asks up to more.
        counts.put(scope, known);
      }
    }
    return known + added.getOrDefault(scope, 0L);
  }

  private long counted(Scope scope, long most) throws SQLException {
    takeTurn();
    return counted(connection, operations, scope, most);
  }

  /** Counts without waiting for other nodes, so that what they are about to insert is left out. */
  static long counted(Connection connection, Collection<String> operations, Scope scope, long most)
      throws SQLException {
    try (Binder query = query(connection, operations, scope).number(most);
        ResultSet row = query.query()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void takeTurn() throws SQLException {
    if (!turn) {
      turn = true;
      try (Binder lock = Binder.of(connection, TURN);
          ResultSet row = lock.query()) {
        row.next();
      }
    }
  }

  private static Binder query(Connection connection, Collection<String> operations, Scope scope)
      throws SQLException {
    return switch (scope) {
      case Scope.OfOperation(String name) -> Binder.of(connection, OF_OPERATION).text(name);
      case Scope.OfUser(String name) -> Binder.of(connection, OF_USER).texts(operations).text(name);
      case Scope.OfGroup(long number) -> Binder.of(connection, OF_GROUP).number(number);
      case Scope.All _, Scope.EachUser _, Scope.EachGroup _ -> Binder.of(connection, ALL);
    };
  }

  @Override
  public void added(Scope scope) {
    added.merge(scope, 1L, Long::sum);
  }
}
