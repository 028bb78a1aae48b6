// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what is wrong with the file, where it is, and what to do. */
final class FileFailures {

  private final Path file;

  FileFailures(Path file) {
    this.file = file;
  }

  StoreException explain(SQLException e) {
    String message = file + ": " + sentence(e);
    return code(e) == SQLiteErrorCode.SQLITE_FULL
        ? new StoreFullException(message, e)
        : new StoreException(message, e);
  }

  /** The primary code: extended ones carry it in their lowest byte. */
  static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  private static String sentence(SQLException e) {
    return switch (code(e)) {
      case SQLITE_FULL ->
          "the disk is full, so this was not stored. Free some space; no restart is needed.";
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          "the file is damaged or no SQLite database. Stop the server and restore errand.db from a"
              + " backup, or start with another data folder.";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          "cannot be opened for writing. Give this user the right to read and write it and its"
              + " folder. ("
              + e.getMessage()
              + ")";
      case SQLITE_IOERR ->
          "reading or writing failed, so this was not stored. Look at the state of the disk. ("
              + e.getMessage()
              + ")";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "another process has been writing to the file for too long, so this was not stored. Try"
              + " again; if that does not help, find out what else has the file open.";
      default -> String.valueOf(e.getMessage());
    };
  }
}
