// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import java.util.Locale;

/**
 * A media type without its parameters.
 *
 * @param name in lower case, such as {@code application/json}
 */
record MediaType(String name) {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain;charset=UTF-8";

  /** Reads a header or a member. */
  static MediaType of(String text) {
    int semicolon = text.indexOf(';');
    String name = semicolon < 0 ? text : text.substring(0, semicolon);
    return new MediaType(name.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether it is JSON, be it by its suffix. */
  boolean isJson() {
    return name.equals(JSON) || name.endsWith("+json");
  }
}
