// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import java.nio.charset.StandardCharsets;

/**
 * Paths within a group's folders: plain names joined by slashes, so that none leads out of them.
 */
public final class DocumentPath {

  private static final int MOST_BYTES_OF_A_NAME = 255;
  private static final int MOST_BYTES = 2_000;

  private DocumentPath() {}

  /**
   * A path without slashes at its ends; empty for the folder itself.
   *
   * @throws InvalidPathException if it has empty names, {@code .} or {@code ..}, backslashes,
   *     control characters, or is too long
   */
  public static String of(String text) {
    String path = text.startsWith("/") ? text.substring(1) : text;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (path.isEmpty()) {
      return path;
    }
    if (bytes(path) > MOST_BYTES) {
      throw new InvalidPathException("A path has at most " + MOST_BYTES + " bytes.");
    }
    for (String name : path.split("/", -1)) {
      requireName(name);
    }
    return path;
  }

  /**
   * Does nothing, or refuses what cannot be the name of a document or folder.
   *
   * @throws InvalidPathException saying why
   */
  public static void requireName(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new InvalidPathException("The names in a path are not empty, and not . or ..");
    }
    if (bytes(name) > MOST_BYTES_OF_A_NAME) {
      throw new InvalidPathException(
          "A name has at most " + MOST_BYTES_OF_A_NAME + " bytes in UTF-8.");
    }
    boolean plain =
        name.codePoints()
            .allMatch(c ->
                c != '/'
                    && c != '\\'
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE);
    if (!plain) {
      throw new InvalidPathException(
          "The names in a path have no slashes, backslashes and control characters.");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
