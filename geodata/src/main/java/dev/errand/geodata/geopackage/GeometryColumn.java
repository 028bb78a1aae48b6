// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

/**
 * What {@code gpkg_geometry_columns} says of a layer.
 *
 * @param type such as {@code POINT} or {@code GEOMETRY}
 * @param srs the identifier of the spatial reference system within the file
 * @param z 0 for none, 1 for always, 2 for sometimes
 * @param m as {@code z}
 */
record GeometryColumn(String name, String type, int srs, int z, int m) {}
