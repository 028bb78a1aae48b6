// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

/** Writes text as JSON strings. Halves of surrogate pairs become U+FFFD. */
public final class JsonText {

  private static final boolean[] PLAIN = Utf8Buffer.allBut("\"\\");
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends a string with its quotes. */
  public static void append(Utf8Buffer out, String text) {
    out.ascii('"');
    int i = out.run(text, 0, PLAIN);
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        i += out.character(text, i);
      } else {
        escaped(out, c);
        i++;
      }
      i = out.run(text, i, PLAIN);
    }
    out.ascii('"');
  }

  private static void escaped(Utf8Buffer out, char c) {
    switch (c) {
      case '"' -> out.ascii("\\\"");
      case '\\' -> out.ascii("\\\\");
      case '\n' -> out.ascii("\\n");
      case '\r' -> out.ascii("\\r");
      case '\t' -> out.ascii("\\t");
      default -> out.ascii("\\u00").ascii(HEX.charAt(c >> 4)).ascii(HEX.charAt(c & 15));
    }
  }
}
