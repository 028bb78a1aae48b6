// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads which layers a GeoPackage has. Asks only tables that are plain ones, so that no view of a
 * stranger's file is ever computed. Used by one thread.
 */
final class LayerCatalog {

  private static final int MOST_LAYERS = 10_000;

  private static final String CONTENTS =
      """
      SELECT c.table_name, c.data_type, c.identifier, c.description, s.type, s.rootpage
      FROM gpkg_contents c LEFT JOIN sqlite_schema s ON s.name = c.table_name COLLATE NOCASE
        AND s.type IN ('table', 'view')
      WHERE lower(c.data_type) IN ('features', 'attributes')
      LIMIT %d
      """
          .formatted(MOST_LAYERS + 1);

  private static final String GEOMETRY =
      """
      SELECT column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns
      WHERE table_name = ? COLLATE NOCASE
      """;

  private static final String HAS_GEOMETRIES =
      "SELECT 1 FROM sqlite_schema WHERE name = 'gpkg_geometry_columns' COLLATE NOCASE";

  private static final String COLUMNS =
      "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?) ORDER BY cid";

  /** SQL type names as people write them, of any size; anything else is left out. */
  private static final Pattern TYPE =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9_ ]{0,62}( ?\\( ?[+-]?\\d{1,20}( ?, ?[+-]?\\d{1,20})? ?\\))?");

  /** Literals only: a stranger's expression is not taken over. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "[+-]?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?|'([^'\u0000]|'')*'|[xX]'[0-9A-Fa-f]*'"
              + "|(?i:null|true|false|current_timestamp|current_date|current_time)");

  private final Connection connection;
  private final List<String> skipped = new ArrayList<>();

  LayerCatalog(Connection connection) {
    this.connection = connection;
  }

  /** What {@link #layers} left out and why, a line each. */
  List<String> skipped() {
    return skipped;
  }

  /**
   * All layers, as the table of contents has them.
   *
   * @throws BadGeoPackageException if there are too many
   */
  List<Layer> layers() throws SQLException, BadGeoPackageException {
    List<Layer> layers = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(CONTENTS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String table = text(row.getString(1));
        if (isPlain(row, table)) {
          read(table, row).ifPresent(layers::add);
        }
        if (layers.size() > MOST_LAYERS) {
          throw new BadGeoPackageException(
              "The file has more than %,d layers.".formatted(MOST_LAYERS));
        }
      }
    }
    return layers;
  }

  /** The layer of that name, in whatever letter case. */
  Optional<Layer> find(String table) throws SQLException, BadGeoPackageException {
    return layers().stream().filter(layer -> layer.table().equalsIgnoreCase(table)).findFirst();
  }

  private boolean isPlain(ResultSet row, String table) throws SQLException {
    String type = row.getString(5);
    if (type == null) {
      skipped.add("'%s' is in the table of contents only".formatted(table));
      return false;
    }
    if (!type.equals("table") || row.getInt(6) == 0) {
      skipped.add("'%s' is a view or virtual table".formatted(table));
      return false;
    }
    return true;
  }

  private Optional<Layer> read(String table, ResultSet row)
      throws SQLException, BadGeoPackageException {
    boolean features = text(row.getString(2)).equalsIgnoreCase(Layer.FEATURES);
    Optional<GeometryColumn> geometry = features ? geometry(table) : Optional.empty();
    List<Column> columns = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    columns(table, geometry, columns, keys);
    boolean incomplete =
        features
            && (geometry.isEmpty()
                || columns.stream()
                    .noneMatch(c -> c.name().equalsIgnoreCase(geometry.get().name())));
    if (incomplete) {
      skipped.add("'%s' has no geometry column".formatted(table));
      return Optional.empty();
    }
    String identifier = row.getString(3) == null ? table : text(row.getString(3));
    String description = text(row.getString(4));
    String key = keys.size() == 1 ? keys.getFirst() : "";
    return Optional.of(new Layer(table, identifier, description, key, columns, geometry));
  }

  private Optional<GeometryColumn> geometry(String table) throws SQLException {
    if (!hasGeometries()) {
      return Optional.empty();
    }
    try (PreparedStatement select = connection.prepareStatement(GEOMETRY)) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new GeometryColumn(
                text(row.getString(1)),
                plainType(text(row.getString(2))).toUpperCase(Locale.ROOT),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5)));
      }
    }
  }

  /** A file of attributes alone need not have that table. */
  private boolean hasGeometries() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HAS_GEOMETRIES);
        ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private void columns(
      String table, Optional<GeometryColumn> geometry, List<Column> columns, List<String> keys)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String name = text(row.getString(1));
          String type = plainType(text(row.getString(2)));
          boolean isGeometry = geometry.filter(g -> g.name().equalsIgnoreCase(name)).isPresent();
          if (row.getInt(5) > 0 && type.equalsIgnoreCase("INTEGER") && !isGeometry) {
            keys.add(name);
          } else if (row.getInt(5) > 0) {
            keys.add("");
          }
          Optional<String> standard =
              Optional.ofNullable(row.getString(4)).filter(sql -> LITERAL.matcher(sql).matches());
          columns.add(new Column(name, type, row.getInt(3) != 0, standard));
        }
      }
    }
  }

  private static String plainType(String type) {
    String oneLine = type.strip().replaceAll("\\s+", " ");
    return TYPE.matcher(oneLine).matches() ? oneLine : "";
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }
}
