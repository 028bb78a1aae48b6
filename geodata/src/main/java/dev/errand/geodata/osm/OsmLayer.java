// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.geopackage.Column;
import dev.errand.geodata.geopackage.LayerSchema;
import java.util.List;

/**
 * The two layers that an import writes. Relations have no geometry of their own and are only
 * counted.
 */
enum OsmLayer {
  NODE("node", "OpenStreetMap nodes", "POINT"),
  WAY("way", "OpenStreetMap ways", "LINESTRING");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a copied list
  private final LayerSchema schema;

  OsmLayer(String table, String description, String geometryType) {
    this.schema = new LayerSchema(table, description, "id", "geom", geometryType, attributes());
  }

  private static List<Column> attributes() {
    return List.of(
        new Column("version", "INTEGER"),
        new Column("changeset", "INTEGER"),
        new Column("timestamp", "DATETIME"),
        new Column("user", "TEXT"),
        new Column("tags", "TEXT"));
  }

  String table() {
    return schema.table();
  }

  LayerSchema schema() {
    return schema;
  }
}
