// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of features, or of attributes without geometry, in a GeoPackage.
 *
 * @param table its name
 * @param key the name of the {@code INTEGER PRIMARY KEY}
 * @param columns all of them, in order, key and geometry too
 * @param geometry absent for a table of attributes
 */
record Layer(
    String table,
    String identifier,
    String description,
    String key,
    List<Column> columns,
    Optional<GeometryColumn> geometry) {

  /** In {@code gpkg_contents}. */
  static final String FEATURES = "features";

  static final String ATTRIBUTES = "attributes";

  Layer {
    columns = List.copyOf(columns);
  }

  String dataType() {
    return geometry.isPresent() ? FEATURES : ATTRIBUTES;
  }

  String quotedTable() {
    return LayerSchema.quoted(table);
  }

  String quotedKey() {
    return LayerSchema.quoted(key);
  }

  boolean isKey(Column column) {
    return column.name().equalsIgnoreCase(key);
  }

  boolean isGeometry(Column column) {
    return geometry.filter(found -> column.name().equalsIgnoreCase(found.name())).isPresent();
  }

  /** The place of the geometry among the columns, from 0; -1 if there is none. */
  int geometryIndex() {
    return IntStream.range(0, columns.size())
        .filter(i -> isGeometry(columns.get(i)))
        .findFirst()
        .orElse(-1);
  }

  int keyIndex() {
    return IntStream.range(0, columns.size())
        .filter(i -> isKey(columns.get(i)))
        .findFirst()
        .orElseThrow();
  }

  Layer named(String name) {
    return new Layer(name, name, description, key, columns, geometry);
  }

  Layer keyed(String name, List<Column> changed) {
    return new Layer(table, identifier, description, name, changed, geometry);
  }

  /** Whether rows of one fit into the other as they are. */
  boolean isLike(Layer other) {
    return key.equals(other.key)
        && geometry.equals(other.geometry)
        && columns.size() == other.columns.size()
        && IntStream.range(0, columns.size())
            .allMatch(i -> columns.get(i).isLike(other.columns.get(i)));
  }

  String create() {
    return columns.stream()
        .map(column ->
            isKey(column) ? quotedKey() + " INTEGER PRIMARY KEY NOT NULL" : column.definition())
        .collect(Collectors.joining(", ", "CREATE TABLE " + quotedTable() + " (", ")"));
  }

  /** All columns as SQL, each after a prefix such as {@code old.}. */
  String columnList(String prefix) {
    return columns.stream()
        .map(column -> prefix + LayerSchema.quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** Inserts a row; one parameter a column. */
  String insert(String verb) {
    String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    return "%s INTO %s (%s) VALUES (%s)".formatted(verb, quotedTable(), columnList(""), marks);
  }

  /** What makes two layers of the same rows different, for their digest. */
  String signature() {
    return columns.stream()
            .map(column -> column.name() + "\u0000" + column.type())
            .collect(Collectors.joining("\u0001"))
        + "\u0002"
        + key
        + "\u0002"
        + geometry.map(GeometryColumn::toString).orElse("");
  }
}
