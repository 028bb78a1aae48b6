// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

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

  /** A type of geometry beyond the simple ones, annex F.1. */
  static GeoPackageExtension geometryType(String name) {
    return new GeoPackageExtension(name, SPECIFICATION + "geometry_types", "read-write");
  }
}
