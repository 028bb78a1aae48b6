// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.MoveTarget.Begun;
import dev.errand.sql.move.Origin;
import dev.errand.sql.move.Table;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Begins and ends moves into a database. While one is not finished, triggers refuse whoever else
 * writes, nodes that register above all.
 */
final class MoveGuard {

  /** Held by the session, so one that is given up lets go of it. */
  private static final String LOCK =
      "SELECT pg_advisory_lock(hashtextextended('errand move into ' || current_schema(), 1))";

  private static final String ALLOW = "SET errand.move = 'on'";

  private static final String SCRIPT = "move.sql";

  /** Making a trigger waits for those who are writing, so whoever comes later finds it. */
  private static final String GUARD =
      """
      CREATE OR REPLACE TRIGGER moving BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
      EXECUTE FUNCTION refuse_while_moving()
      """;

  private static final String FREE = "DROP FUNCTION refuse_while_moving() CASCADE";

  private static final String FORGET_DEAD = "DELETE FROM node WHERE lease_end <= clock_timestamp()";

  private static final String ALIVE = "SELECT name FROM node LIMIT 1";

  private static final String FIND =
      "SELECT id, folder, place, finished IS NOT NULL FROM move LIMIT 1";

  private static final String BEGIN =
      "INSERT INTO move (id, folder, place, began) VALUES (?, ?, ?, clock_timestamp())";

  /** No node has that id, so what ran is taken over at the next start. */
  private static final String LOSE = "UPDATE task SET holder = 0 WHERE status = 1";

  private static final String CHANGED = "UPDATE account_version SET version = version + 1";

  private static final String FINISH = "UPDATE move SET finished = clock_timestamp()";

  private static final String FILES = "output_file, output_chunk, output_reader";

  private final String place;

  MoveGuard(String place) {
    this.place = place;
  }

  /** Waits a little for another move, whose process may just have ended, and keeps others out. */
  void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '15s'");
      statement.execute(ALLOW);
      statement.execute(LOCK);
      connection.commit();
    } catch (SQLException e) {
      if ("55P03".equals(e.getSQLState())) {
        throw new StoreException(
            place
                + ": another move into this database is at work, or its connection is not yet"
                + " given up. Wait for its end.",
            e);
      }
      throw e;
    }
  }

  /** What is known of a move. */
  private record Known(UUID id, String folder, String place, boolean finished) {}

  /** Commits, unless it refuses. */
  Begun begin(Connection connection, Origin origin) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script());
      Optional<Known> known = known(statement);
      if (known.filter(move -> move.id().equals(origin.id())).isPresent()) {
        connection.rollback();
        return known.get().finished() ? Begun.FINISHED : Begun.AGAIN;
      }
      for (Table table : Table.values()) {
        statement.execute(GUARD.formatted(table.sqlName()));
      }
      requireNobody(statement);
      boolean anew = known.filter(move -> !move.finished()).isPresent();
      if (anew) {
        requireSame(known.get(), origin);
        statement.execute("TRUNCATE " + tables() + ", " + FILES);
      } else {
        requireEmpty(statement);
      }
      statement.execute("DELETE FROM move");
      insert(connection, origin);
      connection.commit();
      return anew ? Begun.ANEW : Begun.NEW;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  static boolean hasFinished(Connection connection, UUID move) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('move') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1)
          && known(statement)
              .filter(known -> known.finished() && known.id().equals(move))
              .isPresent();
    }
  }

  private static Optional<Known> known(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(FIND)) {
      return row.next()
          ? Optional.of(
              new Known(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  row.getBoolean(4)))
          : Optional.empty();
    }
  }

  private void requireNobody(Statement statement) throws SQLException {
    statement.execute(FORGET_DEAD);
    try (ResultSet row = statement.executeQuery(ALIVE)) {
      if (row.next()) {
        throw new StoreException(
            "%s: the node %s is at work on this database. Stop it first (if it was killed, wait until its lease ends, some seconds), or move into another database."
                .formatted(place, row.getString(1)));
      }
    }
  }

  private void requireSame(Known known, Origin origin) {
    if (!known.folder().equals(origin.folder())) {
      throw new StoreException(
          "%s: a move from %s into this database is not finished. Finish that one, or move into another database."
              .formatted(place, known.place()));
    }
  }

  private void requireEmpty(Statement statement) throws SQLException {
    for (Table table : Table.values()) {
      try (ResultSet row =
          statement.executeQuery("SELECT EXISTS (SELECT FROM " + table.sqlName() + ")")) {
        row.next();
        if (row.getBoolean(1)) {
          throw new StoreException(
              "%s: there are %s in this database already, which did not come by this move. Move into an empty database, or one with an empty schema (currentSchema= in the URL)."
                  .formatted(place, table.plural()));
        }
      }
    }
  }

  private static void insert(Connection connection, Origin origin) throws SQLException {
    try (Binder insert =
        Binder.of(connection, BEGIN).uuid(origin.id()).text(origin.folder()).text(origin.place())) {
      insert.update();
    }
  }

  /** Commits. */
  static void finish(Connection connection, Map<Table, Long> highest) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOSE);
      statement.execute(CHANGED);
      statement.execute("ANALYZE " + tables());
      statement.execute(FREE);
      statement.execute(FINISH);
    }
    for (Map.Entry<Table, Long> one : highest.entrySet()) {
      if (one.getValue() > 0) {
        goOnAfter(connection, one.getKey(), one.getValue());
      }
    }
    connection.commit();
  }

  /** A sequence is never set back. */
  private static void goOnAfter(Connection connection, Table table, long highest)
      throws SQLException {
    String sequence =
        "pg_get_serial_sequence('%s', '%s')::regclass"
            .formatted(table.sqlName(), table.key().getFirst().name());
    try (Binder set =
        Binder.of(connection, "SELECT setval(%1$s, greatest(nextval(%1$s), ?))".formatted(sequence))
            .number(highest)) {
      set.query().close();
    }
  }

  private static String tables() {
    return Stream.of(Table.values()).map(Table::sqlName).collect(Collectors.joining(", "));
  }

  private static String script() {
    try (InputStream resource = MoveGuard.class.getResourceAsStream(SCRIPT)) {
      byte[] bytes = Objects.requireNonNull(resource, SCRIPT).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + SCRIPT + " from the program", e);
    }
  }
}
