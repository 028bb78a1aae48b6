// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import java.util.Optional;

/**
 * A link as the standard's schema {@code link} has it. Clients look for {@code rel} and {@code
 * type} in every one.
 *
 * @param rel a registered name (RFC 8288), one of the standard's URIs, or a word of ours
 * @param type the media type of what is there
 * @param href an absolute address
 * @param title for people
 */
public record Link(String rel, String type, String href, Optional<String> title) {

  /** How the standard's own relations begin. */
  public static final String OGC = "http://www.opengis.net/def/rel/ogc/1.0/";

  /** A link to a JSON document. */
  public static Link json(String rel, String href) {
    return new Link(rel, OgcFormat.JSON.mediaType(), href, Optional.empty());
  }

  /** A link to the HTML rendering of the document that stands at {@code href}. */
  public static Link html(String href) {
    char separator = href.indexOf('?') < 0 ? '?' : '&';
    return new Link(
        "alternate",
        OgcFormat.HTML.mediaType(),
        href + separator + "f=" + OgcFormat.HTML.parameter(),
        Optional.empty());
  }

  /** The same with a title. */
  public Link titled(String title) {
    return new Link(rel, type, href, Optional.of(title));
  }
}
