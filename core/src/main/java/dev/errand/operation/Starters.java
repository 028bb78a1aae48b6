// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Role;

/** Who may start an operation. Administrators always may. */
public sealed interface Starters {

  /** Every user; in a group, its contributors and above. */
  record Users() implements Starters {}

  /** Those who have at least that role in the group of the task; without a group nobody. */
  record Members(Role least) implements Starters {}

  /** Nobody else. */
  record Administrators() implements Starters {}

  Starters USERS = new Users();

  Starters ADMINISTRATORS = new Administrators();

  /** Those who have at least that role in the group of the task. */
  static Starters members(Role least) {
    return new Members(least);
  }
}
