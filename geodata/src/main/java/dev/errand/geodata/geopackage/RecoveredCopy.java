// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Has SQLite bring the journals of a copied database in: what was committed to a write-ahead log
 * comes into the database, what a broken-off change has overwritten comes back. Then the copy is
 * one plain file.
 */
final class RecoveredCopy {

  /** Why a database is copied at all. */
  static final String WHY =
      "The file has a journal beside it, so it has to be copied to be read as it was committed last";

  /** What every header of a rollback journal begins with, and the name of another journal ends. */
  private static final long ROLLBACK_MAGIC = 0xd9d505f920a163d7L;

  private RecoveredCopy() {}

  /**
   * Brings the journals in.
   *
   * @throws BadGeoPackageException if SQLite cannot, or may not
   */
  static void settle(Path copy) throws IOException {
    refuseSuperJournal(Journal.ROLLBACK.beside(copy));
    long most = Files.size(copy);
    for (Journal journal : Journal.values()) {
      Path beside = journal.beside(copy);
      most += Files.exists(beside) ? Files.size(beside) : 0;
    }
    try (Connection connection = connect(copy);
        Statement statement = connection.createStatement()) {
      // First of all, for else the index of the log is a mapped file, and a full disk kills us.
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA trusted_schema = OFF");
      // The first look at a database is what brings a journal in.
      statement.execute("SELECT count(*) FROM sqlite_schema");
      leaveLog(statement);
    } catch (SQLException e) {
      throw failed(e);
    }
    if (Files.size(copy) > most) {
      throw new BadGeoPackageException(
          "The GeoPackage is damaged: its journal makes it larger than what the journal holds.");
    }
  }

  /**
   * The journal of a change in several databases names another one, which SQLite reads, asks about,
   * and in the end deletes, wherever it lies.
   */
  private static void refuseSuperJournal(Path journal) throws IOException {
    if (!Files.exists(journal) || Files.size(journal) < Long.BYTES) {
      return;
    }
    ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
      channel.position(channel.size() - Long.BYTES);
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // goes on until all eight are there
      }
    }
    if (end.getLong(0) == ROLLBACK_MAGIC) {
      throw new BadGeoPackageException(
          "The file is from the middle of a change in several databases at once (its -journal names"
              + " another journal). Open and close it with the program that wrote it, or with"
              + " sqlite3, and import it again.");
    }
  }

  private static Connection connect(Path copy) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(false);
    return config.createConnection("jdbc:sqlite:" + copy.toAbsolutePath());
  }

  /** In any other mode nothing of the database may be left in a write-ahead log. */
  private static void leaveLog(Statement statement) throws SQLException, IOException {
    try (ResultSet row = statement.executeQuery("PRAGMA journal_mode = DELETE")) {
      String mode = row.next() ? row.getString(1) : "nothing";
      if (!mode.equalsIgnoreCase("delete")) {
        throw new IOException("SQLite did not bring the file's journal in: it said " + mode + ".");
      }
    }
  }

  private static IOException failed(SQLException e) {
    boolean full =
        e instanceof SQLiteException sqlite
            && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE);
    return full
        ? new IOException("%s, and the server's disk is full.".formatted(WHY), e)
        : SourceFile.damaged(e);
  }
}
