// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.Lane;
import dev.errand.limit.Running;
import dev.errand.sql.lane.Candidate;
import dev.errand.sql.lane.Lanes;
import dev.errand.store.Claimed;
import dev.errand.task.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Waiting tasks of one kind of worker by lane, read by walking an index; a test holds the plans.
 */
final class WaitingLanes implements Lanes {

  static final String RUNNING =
      """
      SELECT operation, owner, coalesce(grp, 0), count(*) FROM task INDEXED BY task_state
      WHERE status = 1 GROUP BY operation, owner, grp
      """;

  /** A number sorts before all texts, so that one stands before the first owner. */
  static final String NEXT_OWNER =
      """
      SELECT coalesce(owner, '') FROM task INDEXED BY task_lane
      WHERE status = 0 AND hold = 0 AND waits = ? AND operation = ? AND coalesce(owner, '') > ?
      ORDER BY coalesce(owner, '')
      LIMIT 1
      """;

  static final String NEXT_GROUP =
      """
      SELECT coalesce(grp, 0) FROM task INDEXED BY task_lane
      WHERE status = 0 AND hold = 0 AND waits = ? AND operation = ? AND coalesce(owner, '') = ?
        AND coalesce(grp, 0) > ?
      ORDER BY coalesce(grp, 0)
      LIMIT 1
      """;

  static final String NEXT =
      """
      SELECT priority, number FROM task INDEXED BY task_lane
      WHERE status = 0 AND hold = 0 AND waits = ? AND operation = ? AND coalesce(owner, '') = ?
        AND coalesce(grp, 0) = ? AND priority <= ? AND (priority < ? OR number > ?)
      ORDER BY priority DESC, number
      LIMIT ?
      """;

  private final Statements statements;
  private final boolean waits;
  private final Set<String> operations;
  private final Next next;
  private final Map<Long, Claimed> read = new HashMap<>();

  /** Reads the next tasks in order, whole. */
  @FunctionalInterface
  interface Next {
    List<Claimed> of(int most) throws SQLException;
  }

  WaitingLanes(Statements statements, boolean waits, Set<String> operations, Next next) {
    this.statements = statements;
    this.waits = waits;
    this.operations = operations;
    this.next = next;
  }

  /** The tasks that {@link #first} has read, by their numbers. */
  Map<Long, Claimed> read() {
    return read;
  }

  @Override
  public Running running() throws SQLException {
    return running(statements);
  }

  /** What runs, in all scopes. */
  static Running running(Statements statements) throws SQLException {
    Running running = new Running();
    try (ResultSet row = statements.get(RUNNING).executeQuery()) {
      while (row.next()) {
        Optional<String> owner = Optional.ofNullable(row.getString(2));
        long count = row.getLong(4);
        running.add(new Lane(row.getString(1), owner, group(row.getLong(3))), count, count);
      }
    }
    return running;
  }

  @Override
  public List<Candidate> first(int most) throws SQLException {
    List<Candidate> first = new ArrayList<>(most);
    for (Claimed claimed : next.of(most)) {
      long number = claimed.task().id().number();
      read.put(number, claimed);
      Submission submission = claimed.task().submission();
      first.add(new Candidate(Lane.of(submission), submission.priority(), number));
    }
    return first;
  }

  @Override
  public List<Lane> waiting(Predicate<String> admitted) throws SQLException {
    List<Lane> lanes = new ArrayList<>();
    for (String operation : operations) {
      if (admitted.test(operation)) {
        addLanes(operation, lanes);
      }
    }
    return lanes;
  }

  private void addLanes(String operation, List<Lane> lanes) throws SQLException {
    Optional<String> owner = nextOwner(operation, Optional.empty());
    while (owner.isPresent()) {
      OptionalLong group = nextGroup(operation, owner.get(), -1);
      while (group.isPresent()) {
        lanes.add(lane(operation, owner.get(), group.getAsLong()));
        group = nextGroup(operation, owner.get(), group.getAsLong());
      }
      owner = nextOwner(operation, owner);
    }
  }

  private Optional<String> nextOwner(String operation, Optional<String> after) throws SQLException {
    Binder query = Binder.of(statements.get(NEXT_OWNER)).flag(waits).text(operation);
    query = after.isPresent() ? query.text(after.get()) : query.number(0);
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private OptionalLong nextGroup(String operation, String owner, long after) throws SQLException {
    Binder query =
        Binder.of(statements.get(NEXT_GROUP)).flag(waits).text(operation).text(owner).number(after);
    try (ResultSet row = query.query()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  @Override
  public List<Candidate> next(Collection<Cursor> cursors, int most) throws SQLException {
    List<Candidate> next = new ArrayList<>();
    for (Cursor cursor : cursors) {
      Lane lane = cursor.lane();
      Binder query =
          Binder.of(statements.get(NEXT))
              .flag(waits)
              .text(lane.operation())
              .text(lane.owner().orElse(""))
              .number(lane.group().orElse(0))
              .number(cursor.priority())
              .number(cursor.priority())
              .number(cursor.number())
              .number(most);
      try (ResultSet row = query.query()) {
        while (row.next()) {
          next.add(new Candidate(lane, row.getInt(1), row.getLong(2)));
        }
      }
    }
    return next;
  }

  private static Lane lane(String operation, String owner, long group) {
    return new Lane(
        operation, owner.isEmpty() ? Optional.empty() : Optional.of(owner), group(group));
  }

  private static OptionalLong group(long number) {
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
