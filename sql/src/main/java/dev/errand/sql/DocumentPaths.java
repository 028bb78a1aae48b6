// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Paths as the register keeps them: names joined by slashes, the empty one for the top. */
final class DocumentPaths {

  private DocumentPaths() {}

  /**
   * Does nothing, or refuses a path by which folders could not be told apart.
   *
   * @throws IllegalArgumentException naming it
   */
  static void require(String path) {
    if (path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
      throw new IllegalArgumentException("names joined by single slashes make a path, not " + path);
    }
  }

  /** The path of the folder that something is in. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The later one in the order of lists. */
  static String later(String one, String other) {
    boolean before =
        Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
            < 0;
    return before ? other : one;
  }
}
