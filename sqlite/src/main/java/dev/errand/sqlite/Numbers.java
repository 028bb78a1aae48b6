// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Gives task numbers. SQLite keeps the highest number ever used, also of deleted tasks; the one
 * writer remembers it instead of asking for each row.
 */
final class Numbers {

  private static final String HIGHEST = "SELECT seq FROM sqlite_sequence WHERE name = 'task'";
  private static final long UNKNOWN = -1;

  private final Statements statements;
  private long highest = UNKNOWN;

  Numbers(Statements statements) {
    this.statements = statements;
  }

  long next() throws SQLException {
    if (highest == UNKNOWN) {
      try (ResultSet row = statements.get(HIGHEST).executeQuery()) {
        highest = row.next() ? row.getLong(1) : 0;
      }
    }
    highest++;
    return highest;
  }

  /** After a rollback numbers that were given but never answered are free again. */
  void forget() {
    highest = UNKNOWN;
  }
}
