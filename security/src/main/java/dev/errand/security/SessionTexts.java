// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where requests carry a session: {@code ;jsessionid=} in the path and {@code JSESSIONID} in a
 * cookie, as servlet containers name it and PageSeeder's clients expect it.
 */
final class SessionTexts {

  static final String COOKIE = "JSESSIONID";

  private static final String PATH = ";jsessionid=";

  private SessionTexts() {}

  /** The one in a raw path. */
  static Optional<String> inPath(String path) {
    int at = path.indexOf(PATH);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + PATH.length();
    int end = start;
    while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != ';') {
      end++;
    }
    return Optional.of(path.substring(start, end));
  }

  /**
   * Those in a Cookie header. Read here and not by the container, which may refuse the whole
   * request because of a cookie of somebody else's.
   */
  static List<String> inCookies(String header) {
    List<String> found = new ArrayList<>(1);
    for (String cookie : header.split(";", -1)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(COOKIE)) {
        found.add(parts[1].replace("\"", ""));
      }
    }
    return found;
  }
}
