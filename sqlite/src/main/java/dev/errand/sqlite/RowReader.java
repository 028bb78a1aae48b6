// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.move.Column;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads whole tables in the canonical form, row by row as it is asked. */
final class RowReader implements Rows {

  private static final char NUL = '\0';
  private static final char REPLACEMENT = '\uFFFD';

  private final List<Column> columns;
  private final FileFailures failures;
  private final PreparedStatement query;
  private final ResultSet rows;

  private RowReader(
      List<Column> columns, FileFailures failures, PreparedStatement query, ResultSet rows) {
    this.columns = columns;
    this.failures = failures;
    this.query = query;
    this.rows = rows;
  }

  static RowReader open(
      Connection connection, FileFailures failures, Table table, Optional<Row> after)
      throws SQLException {
    String columns =
        table.columns().stream().map(RowReader::expression).collect(Collectors.joining(", "));
    String sql = "SELECT %s FROM %s%s ORDER BY %s";
    PreparedStatement query =
        connection.prepareStatement(
            sql.formatted(columns, table.sqlName(), where(table, after), names(table.key())));
    try {
      bind(query, table, after);
      return new RowReader(table.columns(), failures, query, query.executeQuery());
    } catch (SQLException e) {
      query.close();
      throw e;
    }
  }

  /** What holds a task in this store alone, because nobody knows its operation, is left out. */
  private static String expression(Column column) {
    return column.name().equals("held") ? "hold & 13" : column.name();
  }

  static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** With a parameter for each column of the key, if there is a row. */
  static String where(Table table, Optional<Row> after) {
    return after.isEmpty()
        ? ""
        : " WHERE (%s) > (%s)"
            .formatted(
                names(table.key()),
                table.key().stream().map(_ -> "?").collect(Collectors.joining(", ")));
  }

  static void bind(PreparedStatement query, Table table, Optional<Row> after) throws SQLException {
    List<Object> key = after.map(row -> row.key(table.key().size())).orElse(List.of());
    for (int i = 0; i < key.size(); i++) {
      query.setObject(i + 1, key.get(i));
    }
  }

  @Override
  public Optional<Row> next() {
    try {
      return rows.next() ? Optional.of(read()) : Optional.empty();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  private Row read() throws SQLException {
    List<Optional<Object>> values = new ArrayList<>(columns.size());
    for (int i : IntStream.range(0, columns.size()).toArray()) {
      values.add(value(columns.get(i).type(), i + 1));
    }
    return new Row(values);
  }

  private Optional<Object> value(Column.Type type, int index) throws SQLException {
    Object value =
        switch (type) {
          case NUMBER -> rows.getLong(index);
          case REAL -> rows.getDouble(index);
          case FLAG -> rows.getLong(index) != 0;
          case TEXT -> rows.getString(index);
          case UUID -> rows.getBytes(index);
        };
    if (value == null || rows.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (value) {
          case byte[] bytes -> UuidBytes.uuid(bytes);
          case String text when text.indexOf(NUL) >= 0 -> text.replace(NUL, REPLACEMENT);
          default -> value;
        });
  }

  @Override
  public void close() {
    try (query) {
      rows.close();
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }
}
