// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.Accept;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import java.util.Locale;
import java.util.Optional;

/** The two formats of a body, and which one a request gets. */
public enum Format {
  XML("application/xml"),
  JSON("application/json");

  private final String mediaType;
  private final String contentType;

  Format(String mediaType) {
    this.mediaType = mediaType;
    this.contentType = mediaType + ";charset=UTF-8";
  }

  /** Type and subtype. */
  public String mediaType() {
    return mediaType;
  }

  /** The media type with the character set, for a Content-Type header. */
  public String contentType() {
    return contentType;
  }

  /** The ending of a path that asks for this format, with the dot. */
  public String suffix() {
    return this == JSON ? ".json" : ".xml";
  }

  /**
   * The format a request asks for: suffix, then {@code output_format}, then Accept, then XML.
   *
   * @throws HttpException 400 if it asks for CSV or a GeoPackage, which no body here can be
   * @throws UnknownFormatException if it asks for something nobody knows
   */
  public static Format of(Request request) {
    return explicit(request).orElseGet(() -> accepted(request));
  }

  /** The same without a look at Accept: for addresses of files, whose Accept means the file. */
  public static Format ofFileError(Request request) {
    return explicit(request).orElse(XML);
  }

  private static Optional<Format> explicit(Request request) {
    return switch (request.suffix()) {
      case "json" -> Optional.of(JSON);
      case "xml" -> Optional.of(XML);
      case "csv" -> throw unsupported("text/csv");
      default -> request.query().first("output_format").map(Format::named);
    };
  }

  private static Format named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "json" -> JSON;
      case "xml" -> XML;
      case "csv" -> throw unsupported("text/csv");
      case "gpkg" -> throw unsupported(MediaTypes.GEOPACKAGE);
      default -> throw new UnknownFormatException(name);
    };
  }

  private static Format accepted(Request request) {
    String accept = request.header("Accept").orElse("*/*");
    if (accept.equals("*/*")) {
      return XML;
    }
    double xml =
        Math.max(Accept.weight(accept, "application/xml"), Accept.weight(accept, "text/xml"));
    return Accept.weight(accept, "application/json") > xml ? JSON : XML;
  }

  private static RuntimeException unsupported(String type) {
    return HttpException.badRequest("Unsupported MediaType: '" + type + "'");
  }
}
