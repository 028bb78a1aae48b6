// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.document.Documents;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where groups, the register of their documents and their files are kept, and what is on its way
 * among them. Several processes may have the same one open.
 */
public record GroupKeeping(
    Accounts accounts, Documents documents, GroupFolders folders, Relocations relocations)
    implements AutoCloseable {

  /**
   * Opens the folder of all groups, making it if need be.
   *
   * @throws IOException if what was left on its way cannot be read, naming the file
   */
  public static GroupKeeping open(Accounts accounts, Documents documents, Path root)
      throws IOException {
    GroupFolders folders = GroupFolders.open(root);
    try {
      return new GroupKeeping(accounts, documents, folders, Relocations.open(folders));
    } catch (IOException | RuntimeException e) {
      folders.close();
      throw e;
    }
  }

  /**
   * The group with that id.
   *
   * @throws InvalidPathException if there is none
   */
  Group group(long id) {
    return accounts
        .group(id)
        .orElseThrow(() -> new InvalidPathException("There is no group with the id " + id + "."));
  }

  /** Closes the folder of all groups, and nothing else. */
  @Override
  public void close() {
    folders.close();
  }
}
