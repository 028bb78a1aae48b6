// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.Principal;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes to a repository that nobody else sees until they are shown all at once, or never.
 *
 * @param owner the name of the principal who began it; empty on a server without accounts
 * @param base the head of the repository when it began; empty if there was none
 * @param head the newest revision inside; the base until something is committed
 */
public record Transaction(
    UUID id, Optional<String> owner, Optional<String> base, Optional<String> head) {

  /** Whether something was committed inside. */
  public boolean hasChanged() {
    return !head.equals(base);
  }

  /** Whether the principal may work in it and end it: who began it, and administrators. */
  public boolean isOpenTo(Principal principal) {
    return principal.administrator() || (owner.isPresent() && owner.equals(principal.name()));
  }

  Transaction at(Revision revision) {
    return new Transaction(id, owner, base, Optional.of(revision.id()));
  }
}
