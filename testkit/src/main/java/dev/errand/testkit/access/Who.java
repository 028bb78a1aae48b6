// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.access;

import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of callers: one for each role in {@link Whose#GROUP}, and those outside of it. */
public enum Who {
  ADMINISTRATOR(true, Map.of()),
  APPROVER(false, Map.of(Whose.GROUP, Role.APPROVER)),
  MODERATOR(false, Map.of(Whose.GROUP, Role.MODERATOR)),
  MANAGER(false, Map.of(Whose.GROUP, Role.MANAGER)),
  CONTRIBUTOR(false, Map.of(Whose.GROUP, Role.CONTRIBUTOR)),
  REVIEWER(false, Map.of(Whose.GROUP, Role.REVIEWER)),
  GUEST(false, Map.of(Whose.GROUP, Role.GUEST)),
  /** An approver, but in another group. */
  NEIGHBOUR(false, Map.of(Whose.OTHER_GROUP, Role.APPROVER)),
  /** In no group. */
  OUTSIDER(false, Map.of()),
  /** Not logged in. */
  ANONYMOUS(false, Map.of());

  private final Principal principal;

  Who(boolean administrator, Map<Long, Role> roles) {
    Optional<String> user =
        name().equals("ANONYMOUS")
            ? Optional.empty()
            : Optional.of(name().toLowerCase(Locale.ROOT));
    principal = new Principal(user, administrator, roles);
  }

  public Principal principal() {
    return principal;
  }

  /** The name of the account; empty for somebody who is not logged in. */
  public Optional<String> account() {
    return principal.name();
  }
}
