// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.access.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of groups lie: {@code NAME/documents} and {@code NAME/loadingzone} in one folder,
 * on one file system, so that a file goes from one to the other in one step.
 */
public final class GroupFolders {

  private final Path root;

  private GroupFolders(Path root) {
    this.root = root;
  }

  /** Opens the folder, making it if need be. */
  public static GroupFolders open(Path root) throws IOException {
    Files.createDirectories(root);
    return new GroupFolders(root.toRealPath());
  }

  /** The folder that holds those of all groups. */
  Path root() {
    return root;
  }

  /** The folder of all that belongs to a group of that name; may be missing. */
  public Path of(String groupName) {
    Group.requireName(groupName);
    return root.resolve(groupName);
  }

  /** The folder of a group's documents; may be missing. */
  public Path documents(Group group) {
    return of(group.name()).resolve("documents");
  }

  /** The folder where uploads wait to be loaded into the documents; may be missing. */
  public Path loadingZone(Group group) {
    return of(group.name()).resolve("loadingzone");
  }

  /**
   * The folder for what is not finished yet, of no group and on the same file system, so that it
   * becomes part of one in one step; may be missing.
   */
  public Path unfinished() {
    return root.resolve(".unfinished");
  }

  /** The document or folder at a path within a group's documents. */
  public Path document(Group group, String path) {
    return documents(group).resolve(DocumentPath.of(path));
  }
}
