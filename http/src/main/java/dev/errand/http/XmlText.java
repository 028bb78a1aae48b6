// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

/**
 * Escapes text for XML 1.0. Characters that XML cannot hold, and halves of surrogate pairs, become
 * U+FFFD.
 */
public final class XmlText {

  private static final boolean[] PLAIN = Utf8Buffer.allBut("&<>\"");

  private XmlText() {}

  /** Appends the content of an element. */
  public static void append(Utf8Buffer out, String text) {
    int i = out.run(text, 0, PLAIN);
    while (i < text.length()) {
      i += special(out, text, i);
      i = out.run(text, i, PLAIN);
    }
  }

  /** Appends the value of an attribute, to stand in double quotes; line ends and tabs survive. */
  public static void attribute(Utf8Buffer out, String text) {
    int i = out.run(text, 0, PLAIN);
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t') {
        out.ascii(c == '\n' ? "&#10;" : "&#9;");
        i++;
      } else {
        i += special(out, text, i);
      }
      i = out.run(text, i, PLAIN);
    }
  }

  /** Appends one character, escaped where it must be; returns how many chars it took. */
  private static int special(Utf8Buffer out, String text, int index) {
    switch (text.charAt(index)) {
      case '&' -> out.ascii("&amp;");
      case '<' -> out.ascii("&lt;");
      case '>' -> out.ascii("&gt;");
      case '"' -> out.ascii("&quot;");
      case '\r' -> out.ascii("&#13;");
      default -> {
        return legal(out, text, index);
      }
    }
    return 1;
  }

  /**
   * Appends one character as it is, or U+FFFD for one that XML 1.0 cannot hold; returns how many
   * chars it took.
   */
  public static int legal(Utf8Buffer out, String text, int index) {
    char c = text.charAt(index);
    boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
    if (control || c == '\uFFFE' || c == '\uFFFF') {
      out.replacement();
      return 1;
    }
    return out.character(text, index);
  }
}
