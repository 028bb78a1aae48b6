// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of a data folder, opened beside the store that may have it open too, in this process or
 * another: for tables that change seldom. Writers wait for each other, at most ten seconds. Safe
 * for all threads.
 */
final class SideFile implements AutoCloseable {

  private static final int READERS = 2;

  private final Statements writer;
  private final Readers readers;
  private final FileFailures failures;

  private SideFile(Statements writer, Readers readers, FileFailures failures) {
    this.writer = writer;
    this.readers = readers;
    this.failures = failures;
  }

  /**
   * Opens it, making folder, file and tables if need be.
   *
   * @throws StoreException if it is not usable
   */
  static SideFile open(Path folder) {
    Path file = folder.toAbsolutePath().normalize().resolve(OpenStore.FILE);
    FileFailures failures = new FileFailures(file);
    List<Statements> opened = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      Statements writer = Connections.writer(file);
      opened.add(writer);
      Migrations.apply(writer.connection(), file);
      for (int i = 0; i < READERS; i++) {
        opened.add(Connections.reader(file));
      }
      return new SideFile(
          writer, new Readers(opened.subList(1, opened.size()), failures), failures);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot create the data folder " + folder + " (" + e + "). Use another data folder.", e);
    } catch (SQLException e) {
      throw abandoned(opened, failures.explain(e));
    } catch (RuntimeException e) {
      throw abandoned(opened, e);
    }
  }

  private static RuntimeException abandoned(List<Statements> opened, RuntimeException why) {
    for (Statements statements : opened) {
      try {
        statements.close();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
    return why;
  }

  <T> T read(Readers.Query<T> query) {
    return readers.ask(query);
  }

  /** Makes all of a change durable, or nothing of it if it throws. */
  synchronized <T> T write(Readers.Query<T> change) {
    try {
      writer.get("BEGIN IMMEDIATE").executeUpdate();
      T answer = change.ask(writer);
      writer.get("COMMIT").executeUpdate();
      return answer;
    } catch (SQLException e) {
      throw rolledBack(failures.explain(e));
    } catch (RuntimeException e) {
      throw rolledBack(e);
    }
  }

  private RuntimeException rolledBack(RuntimeException why) {
    try {
      writer.renew();
      writer.run("ROLLBACK");
    } catch (SQLException e) {
      // Where no transaction began, or a full disk ended it, there is nothing to roll back.
      if (FileFailures.code(e) != SQLiteErrorCode.SQLITE_ERROR) {
        why.addSuppressed(e);
      }
    }
    return why;
  }

  @Override
  public synchronized void close() {
    readers.close();
    try {
      writer.close();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }
}
