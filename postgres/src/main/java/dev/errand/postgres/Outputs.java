// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.Output;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is known of the files that tasks left; the files themselves are kept elsewhere. */
final class Outputs {

  /** By name as bytes, so that the order does not depend on the database's locale. */
  private static final String SELECT =
      """
      SELECT name, media_type, size, sha256 FROM output WHERE task = ? ORDER BY name COLLATE "C"
      """;

  private Outputs() {}

  static List<Output> of(Connection connection, long number) throws SQLException {
    List<Output> outputs = new ArrayList<>();
    try (Binder query = Binder.of(connection, SELECT).number(number);
        ResultSet row = query.query()) {
      while (row.next()) {
        outputs.add(
            new Output(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
      }
    }
    return outputs;
  }
}
