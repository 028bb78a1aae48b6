// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Accept;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import java.util.Locale;
import java.util.Optional;

/** The two formats of a document, and which one a request gets. */
public enum OgcFormat {
  JSON("application/json"),
  HTML("text/html");

  private static final String PROBLEM = "application/problem+json";

  private final String mediaType;

  OgcFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Type and subtype. */
  public String mediaType() {
    return mediaType;
  }

  /** The value of {@code f} that asks for it. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format a request asks for: {@code f}, then Accept, then JSON.
   *
   * @throws OgcException 400 if {@code f} is neither, 406 if it accepts neither
   */
  public static OgcFormat of(Request request) {
    Optional<String> asked = request.query().first("f");
    if (asked.isPresent()) {
      return named(asked.get())
          .orElseThrow(() -> OgcException.invalidParameter("f", asked.get(), "'json' or 'html'"));
    }
    Optional<String> accept = request.header("Accept");
    if (accept.isEmpty() || accept.get().equals("*/*")) {
      return JSON;
    }
    double json = Accept.weight(accept.get(), JSON.mediaType);
    double html = Accept.weight(accept.get(), HTML.mediaType);
    if (json == 0 && html == 0) {
      throw OgcException.of(
          406, "This is to be had as application/json or text/html, which Accept leaves out.");
    }
    return html > json ? HTML : JSON;
  }

  /** The format of an error: HTML only if that is wanted more than JSON. */
  static OgcFormat ofRefusal(Request request) {
    Optional<OgcFormat> asked;
    try {
      asked = request.query().first("f").flatMap(OgcFormat::named);
    } catch (HttpException malformed) {
      asked = Optional.empty();
    }
    return asked.orElseGet(() -> {
      String accept = request.header("Accept").orElse("");
      double json = Math.max(Accept.weight(accept, JSON.mediaType), Accept.weight(accept, PROBLEM));
      return Accept.weight(accept, HTML.mediaType) > json ? HTML : JSON;
    });
  }

  /**
   * The media type of an error in JSON: {@code application/problem+json} but for those who name
   * {@code application/json} only. The official test suite of the standard wants both.
   */
  static String problemType(Request request) {
    String accept = request.header("Accept").orElse("");
    return names(accept, JSON.mediaType) && !names(accept, PROBLEM) ? JSON.mediaType : PROBLEM;
  }

  private static boolean names(String accept, String type) {
    for (String range : accept.split(",", -1)) {
      int semicolon = range.indexOf(';');
      String name = semicolon < 0 ? range : range.substring(0, semicolon);
      if (name.strip().equalsIgnoreCase(type)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<OgcFormat> named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "json" -> Optional.of(JSON);
      case "html" -> Optional.of(HTML);
      default -> Optional.empty();
    };
  }
}
