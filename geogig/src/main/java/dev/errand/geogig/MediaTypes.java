// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import java.util.Locale;

/** The media types of downloads, by the ending of the file's name. */
final class MediaTypes {

  /** What GeoGig calls a GeoPackage. */
  static final String GEOPACKAGE = "application/octet-stream;type=geopackage";

  private MediaTypes() {}

  static String ofFile(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (name.contains(".") ? ending : "") {
      case "gpkg" -> GEOPACKAGE;
      case "xml" -> "text/xml";
      case "json" -> "application/json";
      default -> "application/octet-stream";
    };
  }
}
