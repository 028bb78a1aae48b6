// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of groups lie: {@code NAME/documents} and {@code NAME/loadingzone} in one folder,
 * on one file system, so that a file goes from one to the other in one step. Several processes may
 * share the folder: its locks keep them apart.
 */
public final class GroupFolders implements AutoCloseable {

  private final Path root;
  private final FolderLocks locks;

  private GroupFolders(Path root, FolderLocks locks) {
    this.root = root;
    this.locks = locks;
  }

  /** Opens the folder, making it if need be. */
  public static GroupFolders open(Path root) throws IOException {
    Files.createDirectories(root);
    Path real = root.toRealPath();
    return new GroupFolders(real, FolderLocks.open(real));
  }

  /** What keeps the threads of all processes apart that work on these files. */
  public FolderLocks locks() {
    return locks;
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

  /** To be called once nobody works on the files any more; locks that are held stay. */
  @Override
  public void close() {
    locks.close();
  }
}
