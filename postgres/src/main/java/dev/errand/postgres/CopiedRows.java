// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.Column;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whole tables in the canonical form. */
final class CopiedRows implements Rows {

  private final MoveConnection connection;
  private final List<Column> columns;
  private final CopyStream stream;

  private CopiedRows(MoveConnection connection, List<Column> columns, CopyStream stream) {
    this.connection = connection;
    this.columns = columns;
    this.stream = stream;
  }

  static CopiedRows of(MoveConnection connection, Table table) {
    return open(connection, table, " ASC", "");
  }

  static Optional<Row> last(MoveConnection connection, Table table) {
    try (CopiedRows rows = open(connection, table, " DESC", " LIMIT 1")) {
      Optional<Row> last = rows.next();
      if (last.isPresent()) {
        rows.next();
      }
      return last;
    }
  }

  private static CopiedRows open(
      MoveConnection connection, Table table, String direction, String limit) {
    String query =
        "SELECT %s FROM %s ORDER BY %s%s"
            .formatted(
                table.columns().stream().map(CopiedRows::read).collect(Collectors.joining(", ")),
                table.sqlName(),
                table.key().stream()
                    .map(column -> ordered(column) + direction)
                    .collect(Collectors.joining(", ")),
                limit);
    return connection.reading(
        open -> new CopiedRows(connection, table.columns(), CopyStream.of(open, query)));
  }

  private static String read(Column column) {
    return column.type() == Column.Type.NUMBER ? column.name() + "::bigint" : column.name();
  }

  private static String ordered(Column column) {
    return column.type() == Column.Type.TEXT ? column.name() + " COLLATE \"C\"" : column.name();
  }

  @Override
  public Optional<Row> next() {
    return connection.reading(_ -> {
      if (!stream.next()) {
        return Optional.empty();
      }
      List<Optional<Object>> values = new ArrayList<>(columns.size());
      for (Column column : columns) {
        values.add(stream.value(column.type()));
      }
      return Optional.of(new Row(values));
    });
  }

  @Override
  public void close() {
    connection.step(_ -> {
      stream.close();
      return true;
    });
  }
}
