// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where documents are in PageSeeder's addresses: {@code /ps/project/group/documents/path}. Callers
 * may leave out the site prefix, and where the group is known by other means all but the path.
 *
 * @param group the name of the group; absent if only a path within one was given
 * @param path within the group's documents
 */
public record SitePath(Optional<String> group, String path) {

  private static final String PREFIX = "/ps";
  private static final String DOCUMENTS = "/documents";

  /** The address of a path in a group's documents. */
  public static SitePath of(Group group, String path) {
    return new SitePath(Optional.of(group.name()), path);
  }

  /**
   * Reads an address, or a path within a group's documents.
   *
   * @throws InvalidPathException if nothing can be there
   */
  public static SitePath parse(String text) {
    String plain = text.startsWith(PREFIX + "/") ? text.substring(PREFIX.length()) : text;
    int documents = plain.startsWith("/") ? (plain + "/").indexOf(DOCUMENTS + "/", 1) : -1;
    if (documents < 0) {
      return new SitePath(Optional.empty(), DocumentPath.of(plain));
    }
    String group = plain.substring(1, documents).replace('/', '-');
    if (!Group.isName(group)) {
      return new SitePath(Optional.empty(), DocumentPath.of(plain));
    }
    return new SitePath(
        Optional.of(group), DocumentPath.of(plain.substring(documents + DOCUMENTS.length())));
  }

  /** The address of a file, by its path below the folder of all groups. */
  static String of(Path file) {
    String group = file.getName(0).toString();
    String path = file.toString().replace(file.getFileSystem().getSeparator(), "/");
    return PREFIX + "/" + group.replace('-', '/') + path.substring(group.length());
  }

  /** The address, with the usual prefix. */
  public String text() {
    String folder = group.map(name -> PREFIX + "/" + name.replace('-', '/') + DOCUMENTS).orElse("");
    return path.isEmpty() ? folder : folder + "/" + path;
  }
}
