// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.move.Mark;
import dev.errand.sql.move.MoveSource;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import dev.errand.task.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The file of a data folder as a source. The folder is held as by a store, and SQLite's lock for
 * writing is held besides, so that not even accounts change meanwhile; both go with the process.
 */
public final class SqliteMoveSource implements MoveSource {

  private final FolderLock lock;
  private final Statements statements;
  private final Transactions transactions;
  private final FileFailures failures;

  private SqliteMoveSource(FolderLock lock, Statements statements, FileFailures failures) {
    this.lock = lock;
    this.statements = statements;
    this.failures = failures;
    this.transactions = new Transactions(statements, failures, Transactions.Memory.NONE);
  }

  /**
   * Takes the folder and brings its tables up to date.
   *
   * @throws StoreException if there is no file, somebody holds the folder, or the file is not
   *     usable
   */
  public static SqliteMoveSource open(Path dataFolder) {
    Path folder = dataFolder.toAbsolutePath().normalize();
    Path file = folder.resolve(OpenStore.FILE);
    if (!Files.exists(file)) {
      throw new StoreException(
          "There is no %s in %s, so nothing can be moved from there. Name the data folder of a server that keeps its tasks in it."
              .formatted(OpenStore.FILE, folder));
    }
    FolderLock lock = FolderLock.of(folder);
    FileFailures failures = new FileFailures(file);
    try {
      Statements statements = Connections.writer(file);
      try {
        Migrations.apply(statements.connection(), file);
        SqliteMoveSource source = new SqliteMoveSource(lock, statements, failures);
        source.transactions.begin();
        return source;
      } catch (SQLException e) {
        throw OpenStore.abandoned(List.of(statements), failures.explain(e));
      } catch (RuntimeException e) {
        throw OpenStore.abandoned(List.of(statements), e);
      }
    } catch (SQLException e) {
      lock.close();
      throw failures.explain(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private <T> T ask(Readers.Query<T> query) {
    try {
      return query.ask(statements);
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  /** Durable when this returns; the lock is taken again at once. */
  private <T> T change(Readers.Query<T> change) {
    return ask(rows -> {
      T result = change.ask(rows);
      transactions.commit();
      transactions.begin();
      return result;
    });
  }

  @Override
  public Optional<Mark> mark() {
    return ask(MoveMark::read);
  }

  @Override
  public void mark(UUID move, String place, Instant now) {
    change(rows -> {
      Optional<Mark> known = MoveMark.read(rows);
      if (known.isEmpty() || !known.get().id().equals(move) || !known.get().place().equals(place)) {
        MoveMark.write(rows, move, place, now);
      }
      return true;
    });
  }

  @Override
  public void finish(Instant now) {
    change(rows -> {
      MoveMark.finish(rows, now);
      return true;
    });
  }

  @Override
  public Optional<Mark> takeBack() {
    return change(rows -> {
      Optional<Mark> known = MoveMark.read(rows);
      MoveMark.delete(rows);
      return known;
    });
  }

  @Override
  public long count(Table table, Optional<Row> after) {
    return number("SELECT count(*) FROM ", table, after);
  }

  @Override
  public long fileBytes(Optional<Row> after) {
    return number("SELECT coalesce(sum(size), 0) FROM ", Table.OUTPUT, after);
  }

  /** What the sequence says, which remembers numbers of rows that are gone. */
  @Override
  public long highest(Table table) {
    return ask(rows -> {
      try (PreparedStatement query =
          rows.connection().prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = ?")) {
        query.setString(1, table.sqlName());
        return first(query);
      }
    });
  }

  private long number(String what, Table table, Optional<Row> after) {
    return ask(rows -> {
      try (PreparedStatement query =
          rows.connection()
              .prepareStatement(what + table.sqlName() + RowReader.where(table, after))) {
        RowReader.bind(query, table, after);
        return first(query);
      }
    });
  }

  private static long first(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public Rows read(Table table, Optional<Row> after) {
    return ask(rows -> RowReader.open(rows.connection(), failures, table, after));
  }

  @Override
  public MovedFiles files(Optional<Row> after) {
    return ask(rows -> MovedFileReader.open(rows.connection(), failures, after));
  }

  /** What was not said to be durable is taken back. */
  @Override
  public void close() {
    try (lock) {
      transactions.rollback();
      statements.close();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }
}
