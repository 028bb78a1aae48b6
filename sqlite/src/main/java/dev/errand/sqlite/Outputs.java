// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.Output;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is known of the files that tasks left; the files themselves are kept elsewhere. */
final class Outputs {

  private static final String INSERT =
      "INSERT INTO output (task, name, media_type, size, sha256) VALUES (?, ?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM output WHERE task = ?";
  private static final String SELECT =
      "SELECT name, media_type, size, sha256 FROM output WHERE task = ? ORDER BY name";

  private Outputs() {}

  static void store(Statements statements, long number, List<Output> outputs) throws SQLException {
    for (Output output : outputs) {
      Binder.of(statements.get(INSERT))
          .number(number)
          .text(output.name())
          .text(output.mediaType())
          .number(output.size())
          .text(output.sha256())
          .update();
    }
  }

  static void delete(Statements statements, long number) throws SQLException {
    Binder.of(statements.get(DELETE)).number(number).update();
  }

  static List<Output> of(Statements statements, long number) throws SQLException {
    List<Output> outputs = new ArrayList<>();
    try (ResultSet row = Binder.of(statements.get(SELECT)).number(number).query()) {
      while (row.next()) {
        outputs.add(
            new Output(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
      }
    }
    return outputs;
  }
}
