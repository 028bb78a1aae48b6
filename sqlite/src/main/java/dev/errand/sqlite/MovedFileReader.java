// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.move.MoveSource.MovedFiles;
import dev.errand.sql.move.MovedFile;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Table;
import dev.errand.store.AttemptKey;
import dev.errand.task.Output;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads what is known of the files that tasks left, with the attempts that left them. */
final class MovedFileReader implements MovedFiles {

  private static final String SELECT =
      """
      SELECT output.task, output.name, media_type, size, sha256, key, epoch
      FROM (SELECT * FROM output%s ORDER BY task, name) AS output
      CROSS JOIN task ON task.number = output.task
      ORDER BY output.task, output.name
      """;

  private final FileFailures failures;
  private final PreparedStatement query;
  private final ResultSet row;

  private MovedFileReader(FileFailures failures, PreparedStatement query, ResultSet row) {
    this.failures = failures;
    this.query = query;
    this.row = row;
  }

  static MovedFileReader open(Connection connection, FileFailures failures, Optional<Row> after)
      throws SQLException {
    PreparedStatement query =
        connection.prepareStatement(SELECT.formatted(RowReader.where(Table.OUTPUT, after)));
    try {
      RowReader.bind(query, Table.OUTPUT, after);
      return new MovedFileReader(failures, query, query.executeQuery());
    } catch (SQLException e) {
      query.close();
      throw e;
    }
  }

  @Override
  public Optional<MovedFile> next() {
    try {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new MovedFile(
              row.getLong(1),
              new AttemptKey(UuidBytes.uuid(row.getBytes(6)), row.getLong(7)),
              new Output(row.getString(2), row.getString(3), row.getLong(4), row.getString(5))));
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  @Override
  public void close() {
    try (query) {
      row.close();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }
}
