// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the column {@code hold}, which says why a waiting task may not be claimed. Used by the
 * writing thread only, so what it reads cannot change under it.
 */
final class Holds {

  static final int ORDERED = 1;
  static final int UNREGISTERED = 2;
  static final int NOT_DUE = 4;
  static final int PARKED = 8;

  private static final String EARLIER =
      "SELECT 1 FROM task INDEXED BY task_ordering WHERE ordering_key = ? AND status < 2 LIMIT 1";
  static final String RELEASE =
      """
      UPDATE task SET hold = hold & ~1
      WHERE number = (SELECT number FROM task INDEXED BY task_ordering
                      WHERE ordering_key = ? AND status < 2 ORDER BY number LIMIT 1)
        AND hold & 1
      """;
  private static final String NEXT_WAITING =
      """
      SELECT operation FROM task INDEXED BY task_state
      WHERE status = 0 AND operation > ? ORDER BY operation LIMIT 1
      """;
  private static final String UNREGISTERED_OPERATIONS =
      """
      SELECT DISTINCT operation FROM task INDEXED BY task_unregistered
      WHERE status = 0 AND hold >= 2
      """;
  private static final String SET_UNREGISTERED =
      "UPDATE task SET hold = hold | 2 WHERE status = 0 AND operation = ? AND hold & 2 = 0";
  private static final String CLEAR_UNREGISTERED =
      """
      UPDATE task INDEXED BY task_unregistered SET hold = hold & ~2
      WHERE operation = ? AND status = 0 AND hold >= 2
      """;

  private static final String RELEASE_DUE =
      "UPDATE task INDEXED BY task_due SET hold = hold & ~4, due = NULL WHERE due <= ?";

  private final Statements statements;
  private volatile Set<String> operations;

  /** Those that the file knows of as well. */
  private Set<String> kept;

  Holds(Statements statements, Set<String> operations) {
    this.statements = statements;
    this.operations = Set.copyOf(operations);
    this.kept = this.operations;
  }

  /** What was registered since the last commit stays. */
  void keep() {
    kept = operations;
  }

  /** What was registered since the last commit was not. */
  void forget() {
    operations = kept;
  }

  /** Those that may be claimed; any thread may ask. */
  Set<String> operations() {
    return operations;
  }

  /** What holds a task that is about to be inserted. */
  int ofNew(String operation, Optional<String> orderingKey) throws SQLException {
    int registration = ofHead(operation);
    return orderingKey.isPresent() && hasUnfinished(orderingKey.get())
        ? registration | ORDERED
        : registration;
  }

  /** What holds a waiting task that is the first of its ordering key, or has none. */
  int ofHead(String operation) {
    return operations.contains(operation) ? 0 : UNREGISTERED;
  }

  private boolean hasUnfinished(String orderingKey) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(EARLIER)).text(orderingKey).query()) {
      return row.next();
    }
  }

  /** Lets the first unfinished task of the key go, after another of the key has ended. */
  void release(String orderingKey) throws SQLException {
    Binder.of(statements.get(RELEASE)).text(orderingKey).update();
  }

  /** Lets waiting tasks go that are due; how many. */
  int releaseDue(Instant now) throws SQLException {
    return Binder.of(statements.get(RELEASE_DUE)).number(Millis.of(now)).update();
  }

  /** The same with other operations. */
  void register(Set<String> others) throws SQLException {
    operations = Set.copyOf(others);
    register();
  }

  /**
   * Brings the waiting tasks of earlier runs in line with what is registered now. It touches no row
   * of an operation that is and was registered, so that a million of them cost nothing.
   */
  void register() throws SQLException {
    for (String operation : heldOperations()) {
      if (operations.contains(operation)) {
        Binder.of(statements.get(CLEAR_UNREGISTERED)).text(operation).update();
      }
    }
    for (String operation : waitingOperations()) {
      if (!operations.contains(operation)) {
        Binder.of(statements.get(SET_UNREGISTERED)).text(operation).update();
      }
    }
  }

  private List<String> heldOperations() throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet row = statements.get(UNREGISTERED_OPERATIONS).executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  /** Jumps from one operation to the next in the index instead of reading all its entries. */
  private List<String> waitingOperations() throws SQLException {
    List<String> found = new ArrayList<>();
    PreparedStatement next = statements.get(NEXT_WAITING);
    String last = "";
    while (true) {
      try (ResultSet row = Binder.of(next).text(last).query()) {
        if (!row.next()) {
          return found;
        }
        last = row.getString(1);
        found.add(last);
      }
    }
  }
}
