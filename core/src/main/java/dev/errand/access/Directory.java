// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Who there is: all that Errand asks about users. A host with users of its own implements it; the
 * standalone server keeps {@link Accounts}. Asked on every request, so it must be fast. Safe for
 * all threads; throws {@link dev.errand.task.StoreException} if it cannot answer.
 */
public interface Directory {

  /** Whether any account exists. While none does, callers may be taken for administrators. */
  boolean hasAccounts();

  /** The account of that name. */
  Optional<Account> account(String name);

  /** The account with that id. */
  Optional<Account> account(long id);

  /** The roles of the account of that name, by the id of the group; none if there is no account. */
  Map<Long, Role> roles(String account);

  /** The group of that name, archived ones by their whole name. */
  Optional<Group> group(String name);

  /** The group with that id. */
  Optional<Group> group(long id);

  /** The principal that the account of that name is; empty if there is none. */
  default Optional<Principal> principal(String account) {
    return account(account)
        .map(found ->
            new Principal(Optional.of(found.name()), found.administrator(), roles(found.name())));
  }

  /** A directory of nobody. */
  Directory NOBODY = new Nobody();
}
