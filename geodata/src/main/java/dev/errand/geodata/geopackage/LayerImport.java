// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.geodata.repository.LayerState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Brings one layer of a stranger's file into a draft. Used by one thread. */
final class LayerImport {

  private final SourceFile source;
  private final GeoPackageFile draft;
  private final ImportRules rules;

  LayerImport(SourceFile source, GeoPackageFile draft, ImportRules rules) {
    this.source = source;
    this.draft = draft;
    this.rules = rules;
  }

  /**
   * Copies the layer.
   *
   * @param found as the file has it
   * @param name what it shall be called
   * @param copied told of the features that were copied so far
   * @throws BadGeoPackageException if the file is not sound
   * @throws SchemaDiffersException if there is a layer of another schema that may not change
   */
  Layer copy(Layer found, String name, LongConsumer copied) throws Exception {
    KeyChoice choice = KeyChoice.of(found, rules.fidAttribute(), source.hasRowNumbers(found));
    Layer wanted = choice.layer().named(LayerName.checked(name));
    if (wanted.geometry().isPresent()) {
      bringSpatialReference(wanted.geometry().get().srs(), name);
    }
    Layer target = new LayerMerge(draft, rules).prepare(wanted);
    refuseOtherSystem(wanted, target);
    copyRows(choice, target, copied);
    noteGeometryTypes(target, theirGeometryTypes(found));
    return target;
  }

  /** Says what the layer holds, once it is whole. */
  LayerState describe(Layer layer, Instant changed, LayerContent.Watch watch) throws Exception {
    LayerContent content = LayerContent.read(draft.connection(), layer, watch);
    draft.describe(layer.table(), content.extent(), changed);
    noteGeometryTypes(layer, content.geometryTypes());
    return content.state();
  }

  private void bringSpatialReference(int id, String layer)
      throws SQLException, BadGeoPackageException {
    Optional<SpatialReference> theirs = theirSpatialReference(id);
    Optional<SpatialReference> ours = SpatialReference.find(draft.connection(), id);
    if (theirs.isEmpty() && ours.isEmpty()) {
      throw new BadGeoPackageException(
          "The layer '%s' has the spatial reference system %d, which the file does not define."
              .formatted(layer, id));
    }
    if (theirs.isPresent() && ours.isPresent() && !ours.get().isLike(theirs.get())) {
      throw new BadGeoPackageException(
          "The layer '%s' has the spatial reference system %d, which is %s in the file and %s in the"
                  .formatted(layer, id, theirs.get().authority(), ours.get().authority())
              + " repository. Give it another number in the file.");
    }
    if (ours.isEmpty() && theirs.isPresent()) {
      theirs.get().insert(draft.connection());
    }
  }

  private Optional<SpatialReference> theirSpatialReference(int id) throws BadGeoPackageException {
    try {
      return SpatialReference.find(source.connection(), id);
    } catch (SQLException e) {
      throw SourceFile.damaged(e);
    }
  }

  /** Features that are fitted into another layer keep their coordinates, so these must fit too. */
  private static void refuseOtherSystem(Layer wanted, Layer target) {
    Optional<Integer> theirs = wanted.geometry().map(GeometryColumn::srs);
    Optional<Integer> ours = target.geometry().map(GeometryColumn::srs);
    if (theirs.isPresent() && ours.isPresent() && !theirs.equals(ours)) {
      throw SchemaDiffersException.of(target, wanted);
    }
  }

  private void copyRows(KeyChoice choice, Layer target, LongConsumer copied)
      throws SQLException, BadGeoPackageException {
    String select =
        target.columns().stream()
            .map(column -> expression(choice, target, column))
            .collect(Collectors.joining(", "));
    String verb = rules.add() ? "REPLACE" : "INSERT";
    try (Statement reading = source.connection().createStatement();
        ResultSet row =
            SourceFile.query(
                reading,
                "SELECT %s FROM %s".formatted(select, LayerSchema.quoted(choice.layer().table())));
        PreparedStatement insert = draft.connection().prepareStatement(target.insert(verb))) {
      new RowCopy(insert, target.columns().size(), target.keyIndex() + 1, RowCopy.RowFilter.ALL)
          .run(row, copied);
    }
  }

  /** What gives a column of the repository's layer in the file; null if nothing does. */
  private static String expression(KeyChoice choice, Layer target, Column column) {
    if (target.isKey(column)) {
      return choice.expression();
    }
    if (target.isGeometry(column)) {
      return choice
          .layer()
          .geometry()
          .map(geometry -> LayerSchema.quoted(geometry.name()))
          .orElse("NULL");
    }
    String name = column.name().toLowerCase(Locale.ROOT);
    return choice.layer().columns().stream()
        .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(name))
        .map(choice::expression)
        .findFirst()
        .orElse("NULL");
  }

  private List<GeoPackageExtension> theirGeometryTypes(Layer found) throws BadGeoPackageException {
    try {
      return new ExtensionTable(source.connection()).geometryTypes(found.table());
    } catch (SQLException e) {
      throw SourceFile.damaged(e);
    }
  }

  /** Whoever reads the layer must know these types, whether its file said so or not. */
  private void noteGeometryTypes(Layer layer, List<GeoPackageExtension> types) throws SQLException {
    if (layer.geometry().isEmpty()) {
      return;
    }
    GeometryColumn column = layer.geometry().get();
    ExtensionTable ours = new ExtensionTable(draft.connection());
    for (GeoPackageExtension type : types) {
      ours.add(type, layer.table(), column.name());
    }
    Optional<GeoPackageExtension> own = GeoPackageExtension.geometryType(column.type());
    if (own.isPresent()) {
      ours.add(own.get(), layer.table(), column.name());
    }
  }
}
