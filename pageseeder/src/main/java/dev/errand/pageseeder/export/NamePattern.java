// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

/**
 * A pattern of file names in which {@code *} stands for any text and {@code ?} for one character;
 * compared with a file's name, or with its whole path if the pattern has a slash. Takes no longer
 * than length by length, whatever a caller sends.
 */
record NamePattern(String text) {

  /** Whether a document has such a name. */
  boolean fits(String path) {
    return text.indexOf('/') >= 0
        ? matches(path)
        : matches(path.substring(path.lastIndexOf('/') + 1));
  }

  private boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < text.length()
          && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
