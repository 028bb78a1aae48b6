// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Optional;

/**
 * A column of a layer.
 *
 * @param type one of the column types of the GeoPackage standard, such as {@code INTEGER} or {@code
 *     TEXT(20)}; empty if it has none
 * @param required whether it must not be null
 * @param standard the literal, as SQL, that stands where nothing was given
 */
public record Column(String name, String type, boolean required, Optional<String> standard) {

  /** A column that may be null. */
  public Column(String name, String type) {
    this(name, type, false, Optional.empty());
  }

  /** How it stands in a {@code CREATE TABLE}. */
  String definition() {
    String nullable = required ? " NOT NULL" : "";
    String otherwise = standard.map(literal -> " DEFAULT " + literal).orElse("");
    return (LayerSchema.quoted(name) + " " + type).stripTrailing() + nullable + otherwise;
  }

  /** Whether it holds the same kind of values, called the same. */
  boolean isLike(Column other) {
    return name.equals(other.name) && type.equalsIgnoreCase(other.type);
  }
}
