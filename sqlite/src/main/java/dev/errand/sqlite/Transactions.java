// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Begins and ends transactions on the connection that writes. */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final Statements statements;
  private final FileFailures failures;
  private final Memory memory;

  /** What the writer remembers of the file. */
  interface Memory {

    /** None. */
    Memory NONE =
        new Memory() {
          @Override
          public void keep() {}

          @Override
          public void forget() {}
        };

    /** What changed since the last commit is in the file now. */
    void keep();

    /** What changed since the last commit was taken back. */
    void forget();
  }

  Transactions(Statements statements, FileFailures failures, Memory memory) {
    this.statements = statements;
    this.failures = failures;
    this.memory = memory;
  }

  void begin() throws SQLException {
    statements.get("BEGIN IMMEDIATE").executeUpdate();
  }

  /** Returns once all changes since {@link #begin()} are on the disk. */
  void commit() throws SQLException {
    statements.get("COMMIT").executeUpdate();
    memory.keep();
  }

  /** Takes back all changes since {@link #begin()}; harmless if SQLite did so already. */
  void rollback() {
    memory.forget();
    try {
      statements.renew();
      statements.run("ROLLBACK");
    } catch (SQLException e) {
      // A full disk may have ended the transaction by itself, and then there is nothing to roll
      // back.
      if (FileFailures.code(e) != SQLiteErrorCode.SQLITE_ERROR) {
        LOG.error("Could not roll back: {}", failures.explain(e).getMessage(), e);
      }
    }
  }

  /** What to tell a caller whose change failed. */
  Throwable explain(Throwable failure) {
    return failure instanceof SQLException e ? failures.explain(e) : failure;
  }
}
