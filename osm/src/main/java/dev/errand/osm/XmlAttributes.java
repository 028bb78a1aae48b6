// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import org.jspecify.annotations.Nullable;

/** The attributes of one node, way or relation. */
final class XmlAttributes {

  boolean hasId;
  long id;
  long version;
  long changeset;
  boolean visible = true;

  /** JOSM's mark for what is to be deleted at the next upload. */
  boolean toDelete;

  @Nullable String timestamp;
  @Nullable String user;
  @Nullable String lon;
  @Nullable String lat;

  /** Notes an attribute; false if the name means nothing here. */
  boolean take(String name, String value) throws BadOsmFileException {
    switch (name) {
      case "id" -> {
        id = number(name, value);
        hasId = true;
      }
      case "version" -> version = number(name, value);
      case "changeset" -> changeset = number(name, value);
      case "visible" -> visible = !value.equals("false");
      case "action" -> toDelete = value.equals("delete");
      case "timestamp" -> timestamp = value;
      case "user" -> user = value;
      case "lon" -> lon = value;
      case "lat" -> lat = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  static long number(String name, String value) throws BadOsmFileException {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BadOsmFileException(
          "the attribute %s is '%s', not a whole number".formatted(name, Shown.of(value)), e);
    }
  }
}
