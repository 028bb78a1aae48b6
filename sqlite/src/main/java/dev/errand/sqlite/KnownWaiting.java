// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.Scope;
import dev.errand.sql.lane.StartGate;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts those that wait. How many there can be at most is remembered from one count to the next:
 * each task that is inserted makes them one more, and all is forgotten when one is put back to
 * wait. So nothing is counted until a limit may be reached, and then the rows decide. Used by the
 * writing thread only.
 */
final class KnownWaiting implements StartGate.Waiting {

  static final String ALL =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM task INDEXED BY task_state WHERE status = 0 LIMIT ?)
      """;

  static final String OF_OPERATION =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM task INDEXED BY task_state WHERE status = 0 AND operation = ? LIMIT ?)
      """;

  /** Every way in which a task may be held, so that the index leads to the owner's. */
  static final String OF_USER =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM task INDEXED BY task_lane
        WHERE status = 0 AND hold IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
          AND waits IN (0, 1)
          AND operation IN (SELECT value FROM json_each(?)) AND coalesce(owner, '') = ?
        LIMIT ?)
      """;

  static final String OF_GROUP =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM task INDEXED BY task_waiting_group
        WHERE status = 0 AND grp IS NOT NULL AND grp = ? LIMIT ?)
      """;

  private final Statements statements;
  private final Holds holds;
  private final Map<Scope, Long> atMost = new HashMap<>();

  KnownWaiting(Statements statements, Holds holds) {
    this.statements = statements;
    this.holds = holds;
  }

  @Override
  public long count(Scope scope, long most) throws SQLException {
    Long known = atMost.get(scope);
    if (known != null && known < most) {
      return known;
    }
    long counted = counted(statements, holds.operations(), scope, most);
    if (counted < most) {
      atMost.put(scope, counted);
    } else {
      // There may be more.
      atMost.remove(scope);
    }
    return counted;
  }

  /**
   * Counts rows, by any connection.
   *
   * @param operations those that are here; others are not counted against users
   */
  static long counted(Statements statements, Set<String> operations, Scope scope, long most)
      throws SQLException {
    Binder query =
        switch (scope) {
          case Scope.OfOperation(String name) -> Binder.of(statements.get(OF_OPERATION)).text(name);
          case Scope.OfUser(String name) ->
              Binder.of(statements.get(OF_USER)).text(Json.of(operations).text()).text(name);
          case Scope.OfGroup(long number) -> Binder.of(statements.get(OF_GROUP)).number(number);
          case Scope.All _, Scope.EachUser _, Scope.EachGroup _ -> Binder.of(statements.get(ALL));
        };
    try (ResultSet row = query.number(most).query()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Nothing: it is inserted next, and then {@link #inserted} is called. */
  @Override
  public void added(Scope scope) {}

  /** To be called with each task that is inserted, whatever bounds it. */
  void inserted(Submission submission) {
    if (atMost.isEmpty()) {
      return;
    }
    raise(new Scope.All());
    raise(new Scope.OfOperation(submission.operation()));
    submission.owner().ifPresent(owner -> raise(new Scope.OfUser(owner)));
    submission.group().ifPresent(group -> raise(new Scope.OfGroup(group)));
  }

  private void raise(Scope scope) {
    atMost.computeIfPresent(scope, (_, known) -> known + 1);
  }

  /** To be called after a rollback, and when a task is put back to wait. */
  void forget() {
    atMost.clear();
  }
}
