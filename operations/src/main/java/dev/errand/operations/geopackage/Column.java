// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.geopackage;

/**
 * An attribute of a layer.
 *
 * @param type one of the column types of the GeoPackage standard, such as {@code INTEGER} or {@code
 *     TEXT}
 */
public record Column(String name, String type) {}
