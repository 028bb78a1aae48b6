// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Copies rows from a statement into another, a batch at a time. Used by one thread. */
final class RowCopy {

  private static final int BATCH_ROWS = 500;
  private static final long BATCH_BYTES = 1 << 20;

  private final PreparedStatement insert;
  private final int columns;
  private final int key;
  private final RowFilter filter;
  private int pending;
  private long weight;
  private long rows;

  /** Which rows are copied. */
  interface RowFilter {
    RowFilter ALL = row -> true;

    boolean takes(ResultSet row) throws SQLException, BadGeoPackageException;
  }

  /**
   * @param key the place of the column, from 1, that must hold whole numbers
   */
  RowCopy(PreparedStatement insert, int columns, int key, RowFilter filter) {
    this.insert = insert;
    this.filter = filter;
    this.columns = columns;
    this.key = key;
  }

  /**
   * Copies all rows.
   *
   * @param copied told how many it were so far, after each batch
   * @throws BadGeoPackageException if a key is no whole number, or the rows cannot be read
   * @throws SQLException if they cannot be written
   */
  void run(ResultSet row, LongConsumer copied) throws SQLException, BadGeoPackageException {
    while (next(row)) {
      for (int i = 1; i <= columns; i++) {
        bind(i, value(row, i));
      }
      insert.addBatch();
      rows++;
      pending++;
      if (pending >= BATCH_ROWS || weight >= BATCH_BYTES) {
        flush(copied);
      }
    }
    flush(copied);
  }

  /** Goes on to the next row that is taken. */
  private boolean next(ResultSet row) throws BadGeoPackageException {
    try {
      while (row.next()) {
        if (filter.takes(row)) {
          return true;
        }
      }
      return false;
    } catch (SQLException e) {
      throw SourceFile.damaged(e);
    }
  }

  private static @Nullable Object value(ResultSet row, int column) throws BadGeoPackageException {
    try {
      return row.getObject(column);
    } catch (SQLException e) {
      throw SourceFile.damaged(e);
    }
  }

  private void bind(int column, @Nullable Object value)
      throws SQLException, BadGeoPackageException {
    if (column == key && !(value instanceof Integer || value instanceof Long)) {
      String shown = value == null ? "null" : "of another kind";
      throw new BadGeoPackageException(
          "The features must be identified by whole numbers, and row %,d has one that is %s."
              .formatted(rows + 1, shown));
    }
    weight +=
        switch (value) {
          case byte[] bytes -> bytes.length;
          case String text -> 2L * text.length();
          case null, default -> 8;
        };
    insert.setObject(column, value);
  }

  private void flush(LongConsumer copied) throws SQLException {
    if (pending > 0) {
      insert.executeBatch();
    }
    pending = 0;
    weight = 0;
    copied.accept(rows);
  }
}
