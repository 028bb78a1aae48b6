// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.groups.DocumentPath;
import dev.errand.pageseeder.groups.InvalidPathException;
import java.util.regex.Pattern;

/** Where an entry of a zip file may come to lie: below the folder it is unzipped into. */
final class EntryPath {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private EntryPath() {}

  /**
   * The path of an entry, without the slash that ends the name of a folder.
   *
   * @throws BadZipException if it could lead elsewhere, or cannot be a document's
   */
  static String of(String name, int deepest) {
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw refused(name, "its name is an absolute path");
    }
    try {
      String path = DocumentPath.of(name);
      if (path.isEmpty()) {
        throw refused(name, "it has no name");
      }
      if (path.chars().filter(c -> c == '/').count() > deepest) {
        throw refused(name, "it lies more than " + deepest + " folders deep");
      }
      return path;
    } catch (InvalidPathException e) {
      throw refused(name, e.getMessage() == null ? "of its name" : e.getMessage());
    }
  }

  /** The name as it can be shown. */
  static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
  }

  private static BadZipException refused(String name, String why) {
    return new BadZipException("The entry " + shown(name) + " is refused: " + why);
  }
}
