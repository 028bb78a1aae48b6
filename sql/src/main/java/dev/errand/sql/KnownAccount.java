// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Account;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.Map;
import java.util.Optional;

/**
 * All that requests ask about an account.
 *
 * @param roles by the id of the group
 */
record KnownAccount(Account account, String passwordHash, Map<Long, Role> roles) {

  KnownAccount {
    roles = Map.copyOf(roles);
  }

  Principal principal() {
    return new Principal(Optional.of(account.name()), account.administrator(), roles);
  }

  @Override
  public String toString() {
    return account.toString();
  }
}
