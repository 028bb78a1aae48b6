// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.document.Documents;

/**
 * Where groups, the register of their documents and their files are kept, and what is on its way
 * among them: one for each data folder.
 */
public record GroupKeeping(
    Accounts accounts,
    Documents documents,
    GroupFolders folders,
    Relocations relocations,
    GroupTurns turns) {

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
}
