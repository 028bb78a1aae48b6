// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.Accept;
import dev.errand.http.Request;
import java.util.Locale;

/** The two formats of an answer, and which one a request gets. */
enum ServiceFormat {
  XML("application/xml"),
  JSON("application/json");

  private final String mediaType;

  ServiceFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * For a Content-Type header. The Java client cuts the type off only at exactly {@code ;charset=},
   * so there is no space in it.
   */
  String contentType() {
    return mediaType + ";charset=UTF-8";
  }

  /** What the suffix says, else JSON where Accept prefers it, else XML. */
  static ServiceFormat of(Request request) {
    return of(request, request.suffix());
  }

  /** The same where perhaps no route was found, so that nobody took a suffix off. */
  static ServiceFormat ofRefusal(Request request) {
    String path = EchoedPath.of(request.rawPath());
    return of(request, path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static ServiceFormat of(Request request, String suffix) {
    return switch (suffix) {
      case "json" -> JSON;
      case "xml" -> XML;
      default -> accepted(request);
    };
  }

  private static ServiceFormat accepted(Request request) {
    String accept = request.header("Accept").orElse("");
    double xml =
        Math.max(Accept.weight(accept, "application/xml"), Accept.weight(accept, "text/xml"));
    return Accept.weight(accept, "application/json") > xml ? JSON : XML;
  }
}
