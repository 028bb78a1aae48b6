// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A file as an older version of the store left it, with one task of ann's that FINISHED. */
final class OldFile {

  /** The number of the task. */
  static final long TASK = 7;

  private OldFile() {}

  static void make(Path folder, int version) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement()) {
      for (int step = 1; step <= version; step++) {
        try (InputStream script =
            requireNonNull(SqliteStore.class.getResourceAsStream("migration-" + step + ".sql"))) {
          statement.executeUpdate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      statement.executeUpdate("PRAGMA user_version = " + version);
      statement.executeUpdate(
          """
          INSERT INTO task (number, key, status, hold, waits, priority, attempt, epoch, submitted,
              started, ended, retention_end, log_last, log_head_lines, log_head_bytes, operation,
              owner, inputs, result)
          VALUES (7, x'00000000000070008000000000000007', 2, 0, 0, 0, 1, 1, 10, 20, 50, 9000000000000,
              0, 0, 0, 'count', 'ann', '{}', '{"n":1}')
          """);
    }
  }
}
