// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what changed in a layer between two revisions as GeoGig's clients read it: the table
 * itself with the new state of features that were added or changed, {@code …_changes} with the
 * identifier of each feature that changed and how (1 added, 2 changed, 3 removed), {@code …_fids}
 * with the row of each identifier.
 *
 * @param file with the older revision attached as {@code old}, the newer as {@code new}
 */
record LayerDiff(GeoPackageFile file) {

  static final String OLD = "old";
  static final String NEW = "new";

  /** How clients expect the primary key to be called. */
  private static final String KEY = "fid";

  /**
   * How much changed.
   *
   * @param layer its name
   */
  public record Changes(String layer, long added, long changed, long removed) {}

  /**
   * Writes one layer.
   *
   * @param before absent if the layer is new
   * @param after absent if it was removed
   */
  Changes write(Optional<Layer> before, Optional<Layer> after) throws SQLException {
    Layer shown = after.or(() -> before).orElseThrow();
    Layer target = keyed(shown);
    String changes = LayerSchema.quoted(shown.table() + "_changes");
    String identifiers = LayerSchema.quoted(shown.table() + "_fids");
    try (Statement statement = file.connection().createStatement()) {
      bringSpatialReference(statement, after.isPresent() ? NEW : OLD, shown);
      file.addLayer(target);
      bringGeometryTypes(after.isPresent() ? NEW : OLD, target);
      statement.executeUpdate(
          "CREATE TABLE %s (geogig_fid TEXT NOT NULL, audit_op INTEGER NOT NULL)"
              .formatted(changes));
      statement.executeUpdate(
          "CREATE TABLE %s (gpkg_fid INTEGER NOT NULL, geogig_fid TEXT NOT NULL)"
              .formatted(identifiers));
      long[] counts = compare(statement, changes, before, after);
      if (after.isPresent()) {
        statement.executeUpdate(copy(target, after.get(), changes));
      }
      statement.executeUpdate(
          "INSERT INTO %s SELECT CAST(geogig_fid AS INTEGER), geogig_fid FROM %s"
              .formatted(identifiers, changes));
      return new Changes(shown.table(), counts[0], counts[1], counts[2]);
    }
  }

  private static void bringSpatialReference(Statement statement, String schema, Layer layer)
      throws SQLException {
    if (layer.geometry().isPresent()) {
      statement.executeUpdate(
          """
          INSERT OR IGNORE INTO main.gpkg_spatial_ref_sys
            (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
          SELECT srs_name, srs_id, organization, organization_coordsys_id, definition, description
          FROM %s.gpkg_spatial_ref_sys WHERE srs_id = %d
          """
              .formatted(schema, layer.geometry().get().srs()));
    }
  }

  private void bringGeometryTypes(String schema, Layer layer) throws SQLException {
    if (layer.geometry().isEmpty()) {
      return;
    }
    ExtensionTable from = new ExtensionTable(file.connection(), schema);
    ExtensionTable to = new ExtensionTable(file.connection());
    for (GeoPackageExtension type : from.geometryTypes(layer.table())) {
      to.add(type, layer.table(), layer.geometry().get().name());
    }
  }

  /** The same layer with the key called as clients expect, unless an attribute is called so. */
  private static Layer keyed(Layer layer) {
    boolean taken =
        layer.columns().stream()
            .anyMatch(column -> column.name().equalsIgnoreCase(KEY) && !layer.isKey(column));
    if (taken) {
      return layer;
    }
    List<Column> columns =
        layer.columns().stream()
            .map(column -> layer.isKey(column) ? new Column(KEY, "INTEGER") : column)
            .toList();
    return layer.keyed(KEY, columns);
  }

  private static long[] compare(
      Statement statement, String changes, Optional<Layer> before, Optional<Layer> after)
      throws SQLException {
    if (before.isEmpty()) {
      return new long[] {all(statement, changes, NEW, after.orElseThrow(), 1), 0, 0};
    }
    if (after.isEmpty()) {
      return new long[] {0, 0, all(statement, changes, OLD, before.get(), 3)};
    }
    Layer then = before.get();
    Layer now = after.get();
    return new long[] {
      missing(statement, changes, NEW, now, OLD, then, 1),
      differing(statement, changes, then, now),
      missing(statement, changes, OLD, then, NEW, now, 3)
    };
  }

  private static long all(Statement statement, String changes, String schema, Layer layer, int how)
      throws SQLException {
    return statement.executeLargeUpdate(
        "INSERT INTO main.%s SELECT CAST(%s AS TEXT), %d FROM %s.%s"
            .formatted(changes, layer.quotedKey(), how, schema, layer.quotedTable()));
  }

  /** Features of one side that the other does not have. */
  private static long missing(
      Statement statement,
      String changes,
      String here,
      Layer one,
      String there,
      Layer other,
      int how)
      throws SQLException {
    return statement.executeLargeUpdate(
        """
        INSERT INTO main.%s SELECT CAST(a.%s AS TEXT), %d FROM %s.%s a
        WHERE NOT EXISTS (SELECT 1 FROM %s.%s b WHERE b.%s = a.%s)
        """
            .formatted(
                changes,
                one.quotedKey(),
                how,
                here,
                one.quotedTable(),
                there,
                other.quotedTable(),
                other.quotedKey(),
                one.quotedKey()));
  }

  private static long differing(Statement statement, String changes, Layer then, Layer now)
      throws SQLException {
    return statement.executeLargeUpdate(
        """
        INSERT INTO main.%s SELECT CAST(n.%s AS TEXT), 2 FROM new.%s n
        JOIN old.%s o ON o.%s = n.%s WHERE %s
        """
            .formatted(
                changes,
                now.quotedKey(),
                now.quotedTable(),
                then.quotedTable(),
                then.quotedKey(),
                now.quotedKey(),
                difference(then, now)));
  }

  /** In a layer whose schema changed every feature did. */
  private static String difference(Layer then, Layer now) {
    if (!then.isLike(now)) {
      return "1";
    }
    return now.columns().stream()
        .filter(column -> !now.isKey(column))
        .map(column -> LayerSchema.quoted(column.name()))
        .map(name -> "n." + name + " IS NOT o." + name)
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" OR "), text -> text.isEmpty() ? "0" : text));
  }

  private static String copy(Layer target, Layer from, String changes) {
    return """
    INSERT INTO main.%s (%s) SELECT %s FROM new.%s n
    WHERE n.%s IN (SELECT CAST(geogig_fid AS INTEGER) FROM main.%s WHERE audit_op < 3)
    """
        .formatted(
            target.quotedTable(),
            target.columnList(""),
            from.columnList("n."),
            from.quotedTable(),
            from.quotedKey(),
            changes);
  }
}
