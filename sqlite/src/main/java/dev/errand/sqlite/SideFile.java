// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Tables;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a data folder with connections of its own, for tables that change seldom. May be open
 * beside a store, here or in another process. Changes take turns with everybody else's by SQLite's
 * own lock. Safe for all threads.
 */
final class SideFile implements Tables {

  private static final int READERS = 2;

  private final FileFailures failures;
  private final Statements writer;
  private final Transactions transactions;
  private final Readers readers;
  private boolean closed;

  private SideFile(FileFailures failures, Statements writer, List<Statements> readers) {
    this.failures = failures;
    this.writer = writer;
    this.transactions = new Transactions(writer, failures, Transactions.Memory.NONE);
    this.readers = new Readers(readers, failures);
  }

  /**
   * @throws StoreException if the file is not usable
   */
  static SideFile open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot create the data folder " + folder + " (" + e + "). Use another data folder.", e);
    }
    Path file = folder.resolve(OpenStore.FILE);
    FileFailures failures = new FileFailures(file);
    List<Statements> opened = new ArrayList<>();
    try {
      opened.add(Connections.writer(file));
      SharedMigrations.apply(opened.getFirst(), folder);
      MoveMark.refuse(opened.getFirst(), file);
      for (int i = 0; i < READERS; i++) {
        opened.add(Connections.reader(file));
      }
      return new SideFile(failures, opened.getFirst(), opened.subList(1, opened.size()));
    } catch (SQLException e) {
      throw OpenStore.abandoned(opened, failures.explain(e));
    } catch (RuntimeException e) {
      throw OpenStore.abandoned(opened, e);
    }
  }

  @Override
  public <T> T ask(Query<T> query) {
    return readers.ask(reader -> ask(reader, query));
  }

  private static <T> T ask(Statements connection, Query<T> query) throws SQLException {
    return query.ask(sql -> Binder.of(connection.get(sql)));
  }

  @Override
  public synchronized <T> T change(Query<T> change) {
    if (closed) {
      throw new StoreException("The file is closed.");
    }
    try {
      transactions.begin();
      T result = ask(writer, change);
      transactions.commit();
      return result;
    } catch (SQLException e) {
      transactions.rollback();
      throw failures.explain(e);
    } catch (RuntimeException e) {
      transactions.rollback();
      throw e;
    }
  }

  /** The connection that writes closes last, because then SQLite puts all into the one file. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      readers.close();
      writer.close();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  /** For tests: changes a setting of the connection that writes. */
  synchronized void pragma(String pragma) throws SQLException {
    writer.pragma(pragma);
  }
}
