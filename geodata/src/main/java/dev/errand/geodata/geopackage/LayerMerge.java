// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a draft's layer ready to take features: makes it, empties it, or gives it another schema.
 */
record LayerMerge(GeoPackageFile draft, ImportRules rules) {

  /** What a layer is called for the moment in which it gets another schema. */
  private static final String ASIDE = "errand_former";

  /**
   * Makes it ready.
   *
   * @param wanted what the file has, under the name it shall have
   * @return the layer as it is then
   * @throws SchemaDiffersException if there is one of another schema that may not change
   */
  Layer prepare(Layer wanted) throws SQLException, BadGeoPackageException {
    Optional<Layer> found = new LayerCatalog(draft.connection()).find(wanted.table());
    if (found.isEmpty()) {
      draft.addLayer(wanted);
      return wanted;
    }
    Layer existing = found.get();
    boolean same = existing.isLike(wanted) && existing.table().equals(wanted.table());
    if (!same && !rules.alter() && !rules.forceFeatureType()) {
      throw SchemaDiffersException.of(existing, wanted);
    }
    Layer result = rules.forceFeatureType() ? existing : wanted;
    if (!rules.add()) {
      draft.dropLayer(existing.table());
      draft.addLayer(result);
    } else if (!result.isLike(existing)) {
      change(existing, result);
    }
    return result;
  }

  /** Gives the features that are there the new schema: what it does not have goes. */
  private void change(Layer existing, Layer result) throws SQLException {
    String common =
        result.columns().stream()
            .filter(column ->
                existing.columns().stream()
                    .anyMatch(other -> other.name().equalsIgnoreCase(column.name())))
            .map(column -> LayerSchema.quoted(column.name()))
            .collect(Collectors.joining(", "));
    try (Statement statement = draft.connection().createStatement()) {
      statement.executeUpdate("ALTER TABLE " + existing.quotedTable() + " RENAME TO " + ASIDE);
      draft.dropLayer(existing.table());
      draft.addLayer(result);
      statement.executeUpdate(
          "INSERT INTO %s (%s) SELECT %s FROM %s"
              .formatted(result.quotedTable(), common, common, ASIDE));
      statement.executeUpdate("DROP TABLE " + ASIDE);
    }
  }
}
