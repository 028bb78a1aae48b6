// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Lane;
import dev.errand.limit.Running;
import dev.errand.sql.lane.Candidate;
import dev.errand.sql.lane.Lanes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Waiting tasks of one kind of worker by lane, read by walking an index. Of owners whose names are
 * alike in the first 255 characters one lane is made.
 */
final class WaitingLanes implements Lanes {

  /**
   * Nodes that have limits choose one after the other, so that none counts what another is about to
   * start. Held until the commit; whoever has it waits for nothing.
   */
  static final String TURN =
      "SELECT pg_advisory_xact_lock(hashtextextended('errand limits of ' || current_schema(), 1))";

  static final String RUNNING =
      """
      SELECT operation, owner, coalesce(grp, 0), count(*), count(*) FILTER (WHERE holder = ?)
      FROM task WHERE status = 1 GROUP BY operation, owner, grp
      """;

  static final String FIRST =
      """
      SELECT operation, coalesce(owner, ''), coalesce(grp, 0), priority, number FROM task
      WHERE status = 0 AND NOT held AND waits = ? AND operation = ANY (?)
      ORDER BY priority DESC, number
      LIMIT ?
      """;

  static final String LANES =
      """
      SELECT asked.operation, lane.owner, lane.grp
      FROM unnest(?) AS asked (operation), LATERAL (
        WITH RECURSIVE lane AS (
          (SELECT left(coalesce(owner, ''), 255) AS owner, coalesce(grp, 0) AS grp FROM task
           WHERE status = 0 AND held = false AND waits = ? AND operation = asked.operation
           ORDER BY left(coalesce(owner, ''), 255), coalesce(grp, 0)
           LIMIT 1)
          UNION ALL
          SELECT next.owner, next.grp FROM lane, LATERAL (
            SELECT left(coalesce(owner, ''), 255) AS owner, coalesce(grp, 0) AS grp FROM task
            WHERE status = 0 AND held = false AND waits = ? AND operation = asked.operation
              AND (left(coalesce(owner, ''), 255), coalesce(grp, 0)) > (lane.owner, lane.grp)
            ORDER BY left(coalesce(owner, ''), 255), coalesce(grp, 0)
            LIMIT 1) AS next)
        SELECT owner, grp FROM lane) AS lane
      """;

  static final String NEXT =
      """
      SELECT cursor.operation, cursor.owner, cursor.grp, next.priority, next.number
      FROM unnest(?, ?, ?, ?, ?) AS cursor (operation, owner, grp, priority, number), LATERAL (
        SELECT task.priority, task.number FROM task
        WHERE status = 0 AND held = false AND waits = ? AND task.operation = cursor.operation
          AND left(coalesce(task.owner, ''), 255) = left(cursor.owner, 255)
          AND coalesce(task.grp, 0) = cursor.grp
          AND task.priority <= cursor.priority
          AND (task.priority < cursor.priority OR task.number > cursor.number)
        ORDER BY task.priority DESC, task.number
        LIMIT ?) AS next
      ORDER BY next.priority DESC, next.number
      """;

  private final Connection connection;
  private final boolean waits;
  private final Node node;
  private Running running = new Running();

  /**
   * @param node as which this process claims
   */
  WaitingLanes(Connection connection, boolean waits, Node node) {
    this.connection = connection;
    this.waits = waits;
    this.node = node;
  }

  /** What runs, in all scopes. */
  static Running running(Connection connection, Node node) throws SQLException {
    try (Binder query = Binder.of(connection, RUNNING).number(node.id());
        ResultSet row = query.query()) {
      return running(row);
    }
  }

  private static Running running(ResultSet row) throws SQLException {
    Running running = new Running();
    while (row.next()) {
      Optional<String> owner = Optional.ofNullable(row.getString(2));
      Lane lane = new Lane(row.getString(1), owner, group(row.getLong(3)));
      running.add(lane, row.getLong(4), row.getLong(5));
    }
    return running;
  }

  @Override
  public Running running() {
    return running;
  }

  /**
   * Waits for its turn, counts what runs, and reads the first: three statements, each of which sees
   * what was committed before it, on one way to the database and back.
   */
  @Override
  public List<Candidate> first(int most) throws SQLException {
    try (PreparedStatement all = connection.prepareStatement(TURN + ";" + RUNNING + ";" + FIRST)) {
      Binder.of(all).number(node.id()).flag(waits).texts(node.operations()).number(most);
      all.execute();
      try (ResultSet row = Binder.nextOf(all)) {
        running = running(row);
      }
      try (ResultSet row = Binder.nextOf(all)) {
        return candidates(row);
      }
    }
  }

  private static List<Candidate> candidates(ResultSet row) throws SQLException {
    List<Candidate> candidates = new ArrayList<>();
    while (row.next()) {
      Lane lane = lane(row.getString(1), row.getString(2), row.getLong(3));
      candidates.add(new Candidate(lane, row.getInt(4), row.getLong(5)));
    }
    return candidates;
  }

  @Override
  public List<Lane> waiting(Predicate<String> admitted) throws SQLException {
    List<String> operations = node.operations().stream().filter(admitted).toList();
    List<Lane> lanes = new ArrayList<>();
    try (Binder query = Binder.of(connection, LANES).texts(operations).flag(waits).flag(waits);
        ResultSet row = query.query()) {
      while (row.next()) {
        lanes.add(lane(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    return lanes;
  }

  @Override
  public List<Candidate> next(Collection<Cursor> cursors, int most) throws SQLException {
    try (Binder query =
            Binder.of(connection, NEXT)
                .array("text", cursors, cursor -> cursor.lane().operation())
                .array("text", cursors, cursor -> cursor.lane().owner().orElse(""))
                .array("bigint", cursors, cursor -> cursor.lane().group().orElse(0))
                .array("integer", cursors, Cursor::priority)
                .array("bigint", cursors, Cursor::number)
                .flag(waits)
                .number(most);
        ResultSet row = query.query()) {
      return candidates(row);
    }
  }

  private static Lane lane(String operation, String owner, long group) {
    return new Lane(
        operation, owner.isEmpty() ? Optional.empty() : Optional.of(owner), group(group));
  }

  private static OptionalLong group(long number) {
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
