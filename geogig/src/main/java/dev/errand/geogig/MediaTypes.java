// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.task.Output;
import java.util.Locale;

/** The media types of downloads. */
final class MediaTypes {

  /** What GeoGig calls a GeoPackage. */
  static final String GEOPACKAGE = "application/octet-stream;type=geopackage";

  private static final String BYTES = "application/octet-stream";

  private MediaTypes() {}

  /**
   * GeoGig's own word for a GeoPackage, which clients compare; else what the operation said; else
   * what GeoGig makes of the ending of the name.
   */
  static String of(Output file) {
    String name = file.name();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String byEnding =
        switch (name.contains(".") ? ending : "") {
          case "gpkg" -> GEOPACKAGE;
          case "xml" -> "text/xml";
          case "json" -> "application/json";
          default -> BYTES;
        };
    boolean said = !file.mediaType().isBlank() && !file.mediaType().equals(BYTES);
    return said && !byEnding.equals(GEOPACKAGE) ? file.mediaType() : byEnding;
  }
}
