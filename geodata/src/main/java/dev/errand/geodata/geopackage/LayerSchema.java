// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of features: an {@code INTEGER PRIMARY KEY}, a geometry in WGS 84, attributes.
 *
 * @param table its name
 * @param description for people
 * @param key the column of the primary key
 * @param geometry the column of the geometry
 * @param geometryType such as {@code POINT}
 * @param attributes the columns after the geometry, in order
 */
public record LayerSchema(
    String table,
    String description,
    String key,
    String geometry,
    String geometryType,
    List<Column> attributes) {

  private static final int WGS84 = 4326;

  public LayerSchema {
    attributes = List.copyOf(attributes);
  }

  /** The same as a layer of any kind. */
  Layer layer() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(key, "INTEGER"));
    columns.add(new Column(geometry, geometryType));
    columns.addAll(attributes);
    GeometryColumn column = new GeometryColumn(geometry, geometryType, WGS84, 0, 0);
    return new Layer(table, table, description, key, columns, Optional.of(column));
  }

  /** The names of all columns, key and geometry first, as SQL. */
  public String columns() {
    return attributes.stream()
        .map(column -> quoted(column.name()))
        .collect(Collectors.joining(", ", quoted(key) + ", " + quoted(geometry) + ", ", ""));
  }

  /** Inserts a row; parameters in the order of {@link #columns}. */
  public String insert(String verb) {
    String marks =
        IntStream.range(0, attributes.size() + 2)
            .mapToObj(i -> "?")
            .collect(Collectors.joining(", "));
    return "%s INTO %s (%s) VALUES (%s)".formatted(verb, quoted(table), columns(), marks);
  }

  /** Selects all columns of the row with a key, the one parameter. */
  public String selectByKey() {
    return "SELECT %s FROM %s WHERE %s = ?".formatted(columns(), quoted(table), quoted(key));
  }

  /** A name as SQL. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
