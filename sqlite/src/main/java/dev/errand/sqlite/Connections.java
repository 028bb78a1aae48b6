// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConnection;

/** Opens connections to the file with the settings that the promises of the store rest on. */
final class Connections {

  private static final int CACHE_KIBIBYTES = 32 * 1024;

  /** Polls meet tasks at random; with 4 MiB, 100,000 tasks came from the file again and again. */
  private static final int READER_CACHE_KIBIBYTES = 16 * 1024;

  private static final int BUSY_MILLIS = 10_000;

  /** After a checkpoint the write-ahead log is cut to this many bytes. */
  private static final int JOURNAL_BYTES = 16 << 20;

  /** Pages in the write-ahead log from which each commit moves some into the file. */
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  /** Every commit waits until the disk has it. */
  static Statements writer(Path file) throws SQLException {
    makePrivate(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setJournalSizeLimit(JOURNAL_BYTES);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIBIBYTES);
    // Otherwise each INSERT is followed by a query for a number that we know.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    Statements writer = new Statements(connection);
    try {
      // Transactions begin and end by our own statements. Told otherwise, the driver would try a
      // BEGIN of its own before each of them.
      connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
      writer.pragma("wal_autocheckpoint = " + CHECKPOINT_PAGES);
    } catch (SQLException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  /**
   * Makes the file, if it is missing, for this user alone: it holds hashes of passwords, and inputs
   * that may be secret. What SQLite puts beside it gets the same permissions.
   */
  private static void makePrivate(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix || Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      LOG.debug("Another process made {} at the same moment", file, e);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot make " + file + " (" + e + "). This user must be able to write its folder.", e);
    }
  }

  static Statements reader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(-READER_CACHE_KIBIBYTES);
    return new Statements(config.createConnection("jdbc:sqlite:" + file));
  }
}
