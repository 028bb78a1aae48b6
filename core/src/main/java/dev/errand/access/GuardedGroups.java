// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The groups and their members as an administrator may change them; others are refused everything.
 * Changes and refusals are {@linkplain Audit audited}. Safe for all threads.
 */
public final class GuardedGroups {

  /** More digits than an id has are not read as one. */
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final Accounts accounts;
  private final Doorkeeper door;

  GuardedGroups(Accounts accounts, Doorkeeper door) {
    this.accounts = accounts;
    this.door = door;
  }

  /**
   * Adds a group; see {@link Accounts#addGroup}.
   *
   * @throws ForbiddenException unless by an administrator
   */
  public Group add(String name, OptionalLong id, boolean project) {
    door.requireAdministrator("group " + name);
    Group group = accounts.addGroup(name, id, project);
    door.done("group " + group.name() + " (" + group.id() + ") added");
    return group;
  }

  /**
   * All groups by name.
   *
   * @throws ForbiddenException unless to an administrator
   */
  public List<Group> all() {
    door.requireAdministrator("groups");
    return accounts.groups();
  }

  /**
   * The group with that id, if these are digits, or of that name.
   *
   * @throws ForbiddenException unless to an administrator
   */
  public Optional<Group> find(String nameOrId) {
    door.requireAdministrator("group " + nameOrId);
    return ID.matcher(nameOrId).matches()
        ? accounts.group(Long.parseLong(nameOrId))
        : accounts.group(nameOrId);
  }

  /** Removes a group with its memberships; false if it is gone already. */
  public boolean remove(Group group) {
    door.requireAdministrator("group " + group.name());
    boolean removed = accounts.removeGroup(group.id());
    if (removed) {
      door.done("group " + group.name() + " (" + group.id() + ") removed");
    }
    return removed;
  }

  /** The memberships of a group by account. */
  public List<Membership> members(Group group) {
    door.requireAdministrator("group " + group.name());
    return accounts.members(group.id());
  }

  /** Makes an account a member or gives it another role; false if group or account are gone. */
  public boolean setRole(Group group, String account, Role role) {
    door.requireAdministrator("group " + group.name());
    boolean set = accounts.setRole(group.id(), account, role);
    if (set) {
      door.done(account + " now " + role.word() + " in group " + group.name());
    }
    return set;
  }

  /** Ends a membership; false if there was none. */
  public boolean removeMember(Group group, String account) {
    door.requireAdministrator("group " + group.name());
    boolean ended = accounts.removeMember(group.id(), account);
    if (ended) {
      door.done(account + " no longer in group " + group.name());
    }
    return ended;
  }
}
