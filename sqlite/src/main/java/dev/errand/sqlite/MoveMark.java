// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import dev.errand.sql.move.Mark;
import dev.errand.task.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The mark of a file whose contents are being moved, or were: two copies must not live apart. */
final class MoveMark {

  private static final String SELECT = "SELECT id, place, began, finished FROM move";
  private static final String DELETE = "DELETE FROM move";
  private static final String INSERT = "INSERT INTO move (id, place, began) VALUES (?, ?, ?)";
  private static final String FINISH =
      "UPDATE move SET finished = coalesce(finished, ?) WHERE true";

  private MoveMark() {}

  static Optional<Mark> read(Statements statements) throws SQLException {
    try (PreparedStatement query = statements.connection().prepareStatement(SELECT);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      long time = row.getLong(4);
      Optional<Instant> finished =
          row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
      return Optional.of(
          new Mark(
              UUID.fromString(row.getString(1)),
              row.getString(2),
              Instant.ofEpochMilli(row.getLong(3)),
              finished));
    }
  }

  static void write(Statements statements, UUID move, String place, Instant now)
      throws SQLException {
    delete(statements);
    Binder.of(statements.get(INSERT))
        .text(move.toString())
        .text(place)
        .number(Millis.of(now))
        .update();
  }

  static void finish(Statements statements, Instant now) throws SQLException {
    Binder.of(statements.get(FINISH)).number(Millis.of(now)).update();
  }

  static void delete(Statements statements) throws SQLException {
    statements.get(DELETE).executeUpdate();
  }

  /**
   * @throws StoreException if there is a mark
   */
  static void refuse(Statements statements, Path file) throws SQLException {
    Optional<Mark> mark = read(statements);
    if (mark.isPresent()) {
      throw new StoreException(
          mark.get().finished().isPresent() ? moved(file, mark.get()) : moving(file, mark.get()));
    }
  }

  private static String moved(Path file, Mark mark) {
    return ("What %s kept was moved to %s on %s. Use that database (--store); or, to use this file"
            + " as it was then, without what has happened there since, take it back: 'errand move"
            + " --from %s --take-back'.")
        .formatted(file, mark.place(), mark.finished().orElseThrow(), file.getParent());
  }

  private static String moving(Path file, Mark mark) {
    return ("What %s keeps is being moved to %s since %s. Finish that with the same 'errand move';"
            + " or give it up with 'errand move --from %s --take-back'.")
        .formatted(file, mark.place(), mark.began(), file.getParent());
  }
}
