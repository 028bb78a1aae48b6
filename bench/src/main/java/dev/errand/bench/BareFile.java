// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A SQLite file with the settings of Errand's store, rows of the same bytes, and only the indexes
 * without which no task could be found or claimed. For one thread at a time.
 */
final class BareFile implements AutoCloseable {

  private static final String[] SCHEMA = {
    """
    CREATE TABLE task (number INTEGER PRIMARY KEY, key BLOB NOT NULL, status INTEGER NOT NULL,
      hold INTEGER NOT NULL, waits INTEGER NOT NULL, priority INTEGER NOT NULL,
      attempt INTEGER NOT NULL, epoch INTEGER NOT NULL, submitted INTEGER NOT NULL,
      started INTEGER, ended INTEGER, retention_end INTEGER, progress_text TEXT,
      progress_amount REAL, log_last INTEGER NOT NULL, operation TEXT NOT NULL, node TEXT,
      description TEXT, inputs TEXT NOT NULL, result TEXT)
    """,
    "CREATE UNIQUE INDEX task_key ON task (key)",
    "CREATE INDEX task_claimable ON task (waits, priority DESC) WHERE status = 0 AND hold = 0",
    """
    CREATE TABLE log_line (task INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL,
      level INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (task, sequence)) WITHOUT ROWID
    """
  };

  private static final String INSERT =
      """
      INSERT INTO task (number, key, status, hold, waits, priority, attempt, epoch, submitted,
        log_last, operation, description, inputs)
      VALUES (?, ?, 0, 0, 0, 0, 0, 0, ?, 0, 'no-op', 'Do nothing', ?)
      """;

  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement insert;
  private long number;

  BareFile(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setCacheSize(-32 * 1024);
    config.setGetGeneratedKeys(false);
    connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 4000");
      for (String sql : SCHEMA) {
        statement.executeUpdate(sql);
      }
    }
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    insert = prepare(INSERT);
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  void begin() throws SQLException {
    begin.executeUpdate();
  }

  /** Returns when the disk has it. */
  void commit() throws SQLException {
    commit.executeUpdate();
  }

  /** Adds a waiting task. */
  long insert(UUID key, String inputs) throws SQLException {
    number++;
    insert.setLong(1, number);
    insert.setBytes(
        2,
        ByteBuffer.allocate(16)
            .putLong(key.getMostSignificantBits())
            .putLong(key.getLeastSignificantBits())
            .array());
    insert.setLong(3, System.currentTimeMillis());
    insert.setString(4, inputs);
    insert.executeUpdate();
    return number;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
