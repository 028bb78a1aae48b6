// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

/** Which bodies are sent with a line break at their end, so that a terminal shows them whole. */
final class LineBreak {

  private LineBreak() {}

  /**
   * Whether a body of that type is a document of JSON or XML, to which white space at the end means
   * nothing.
   *
   * @param contentType with parameters; empty for no body
   */
  static boolean ends(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.endsWith("/json")
        || type.endsWith("+json")
        || type.endsWith("/xml")
        || type.endsWith("+xml");
  }
}
