// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Map;
import java.util.Optional;

/**
 * An extension of the standard that a column may make use of.
 *
 * @param definition where it is told about
 * @param scope {@code read-write}, or {@code write-only} if readers need not know it
 */
record GeoPackageExtension(String name, String definition, String scope) {

  private static final String SPECIFICATION = "http://www.geopackage.org/spec130/#extension_";

  /** The spatial index, annex F.3. */
  static final GeoPackageExtension RTREE =
      new GeoPackageExtension("gpkg_rtree_index", SPECIFICATION + "rtree", "write-only");

  private static final String GEOMETRY_TYPE = "gpkg_geom_";

  /** Types of geometry beyond the simple ones, annex F.1, by their number in well-known binary. */
  private static final Map<Integer, String> GEOMETRY_TYPES =
      Map.of(
          8, "CIRCULARSTRING",
          9, "COMPOUNDCURVE",
          10, "CURVEPOLYGON",
          11, "MULTICURVE",
          12, "MULTISURFACE",
          13, "CURVE",
          14, "SURFACE",
          15, "POLYHEDRALSURFACE",
          16, "TIN",
          17, "TRIANGLE");

  /** What geometries of a type need; nothing for a simple one. */
  static Optional<GeoPackageExtension> geometryType(int number) {
    return Optional.ofNullable(GEOMETRY_TYPES.get(number)).map(GeoPackageExtension::geometries);
  }

  /** What a column of a type needs, such as {@code CURVEPOLYGON}; nothing for a simple one. */
  static Optional<GeoPackageExtension> geometryType(String name) {
    return Optional.of(name)
        .filter(GEOMETRY_TYPES::containsValue)
        .map(GeoPackageExtension::geometries);
  }

  /** The extension for a type of geometry that is called so; empty if it is another extension. */
  static Optional<GeoPackageExtension> geometryTypeCalled(String extension) {
    return extension.startsWith(GEOMETRY_TYPE)
        ? geometryType(extension.substring(GEOMETRY_TYPE.length()))
        : Optional.empty();
  }

  private static GeoPackageExtension geometries(String type) {
    return new GeoPackageExtension(
        GEOMETRY_TYPE + type, SPECIFICATION + "geometry_types", "read-write");
  }
}
