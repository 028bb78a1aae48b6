// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A data folder that is open, with all that works on its file.
 *
 * @param connection the one that writes; only for {@code writer}'s thread
 */
record OpenStore(
    FolderLock lock, Statements connection, Changes changes, GroupCommit writer, Readers readers)
    implements AutoCloseable {

  static final String FILE = "errand.db";

  private static final int READERS = 4;

  /**
   * @throws StoreException if the folder is in use or the file is not usable
   */
  static OpenStore open(Path folder, Settings settings, String node, Set<String> operations) {
    FolderLock lock = FolderLock.of(folder);
    try {
      return open(lock, folder.resolve(FILE), settings, new Changes.Scope(node, operations));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OpenStore open(
      FolderLock lock, Path file, Settings settings, Changes.Scope scope) {
    FileFailures failures = new FileFailures(file);
    List<Statements> opened = new ArrayList<>();
    try {
      Statements connection = Connections.writer(file);
      opened.add(connection);
      Migrations.apply(connection.connection(), file);
      MoveMark.refuse(connection, file);
      Changes changes = new Changes(connection, scope);
      changes.register();
      for (int i = 0; i < READERS; i++) {
        opened.add(Connections.reader(file));
      }
      Readers readers = new Readers(opened.subList(1, opened.size()), failures);
      Checkpoints checkpoints = new Checkpoints(file, connection, readers, settings.walBytes());
      Transactions transactions = new Transactions(connection, failures, changes);
      GroupCommit writer =
          new GroupCommit("errand-store", transactions, checkpoints.then(settings.afterCommit()));
      writer.start();
      return new OpenStore(lock, connection, changes, writer, readers);
    } catch (SQLException e) {
      throw abandoned(opened, failures.explain(e));
    } catch (RuntimeException e) {
      throw abandoned(opened, e);
    }
  }

  /** Closes what was opened in vain. */
  static RuntimeException abandoned(List<Statements> opened, RuntimeException why) {
    for (Statements statements : opened) {
      try {
        statements.close();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
    return why;
  }

  /** The connection that writes closes last, because then SQLite puts all into the one file. */
  @Override
  public void close() {
    try (lock) {
      writer.close();
      readers.close();
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("Cannot close the store: " + e.getMessage(), e);
    }
  }
}
