// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Map;
import java.util.Optional;

/**
 * Who calls.
 *
 * @param name of the account; empty for somebody unknown, and for the one person on a server
 *     without accounts
 * @param administrator whether everything is allowed
 * @param roles by the id of the group
 */
public record Principal(Optional<String> name, boolean administrator, Map<Long, Role> roles) {

  /** Nobody knows who it is; may do nothing. */
  public static final Principal ANONYMOUS = new Principal(Optional.empty(), false, Map.of());

  /** The person on whose machine a server without accounts runs; may do everything. */
  public static final Principal LOCAL = new Principal(Optional.empty(), true, Map.of());

  public Principal {
    roles = Map.copyOf(roles);
  }

  /** A user without any group. */
  public static Principal user(String name) {
    return new Principal(Optional.of(name), false, Map.of());
  }

  /** An administrator of that name. */
  public static Principal administrator(String name) {
    return new Principal(Optional.of(name), true, Map.of());
  }

  /** Whether nothing is known about it. */
  public boolean isAnonymous() {
    return name.isEmpty() && !administrator;
  }

  /** Whether it has at least that role in the group, or is administrator. */
  public boolean hasRole(long group, Role needed) {
    Role role = roles.get(group);
    return administrator || (role != null && role.isAtLeast(needed));
  }

  /** The name for logs: of an account, or what stands for one. */
  public String shown() {
    return name.orElse(administrator ? "local" : "anonymous");
  }
}
