// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;
import java.util.Optional;

/**
 * Who the owners of what starts by itself are at the moment. Safe for all threads; throws {@link
 * dev.errand.task.StoreException} if it cannot answer.
 */
@FunctionalInterface
public interface Owners {

  /**
   * The principal that an owner is by now; empty if there is no such owner any more.
   *
   * @param name empty for what belongs to nobody
   */
  Optional<Principal> principal(Optional<String> name);

  /**
   * Owners by their accounts. What belongs to nobody was made by the one person on a server without
   * accounts, who is somebody only as long as there are none.
   *
   * @param elsewhere whether somebody without an account may be known to the host: a user without
   *     other rights than the directory gives
   */
  static Owners in(Directory directory, boolean elsewhere) {
    return name ->
        name.isEmpty()
            ? Optional.of(Principal.LOCAL).filter(_ -> !directory.hasAccounts())
            : directory
                .principal(name.get())
                .or(() ->
                    name.filter(_ -> elsewhere || !directory.hasAccounts())
                        .map(user -> new Principal(name, false, directory.roles(user))));
  }
}
