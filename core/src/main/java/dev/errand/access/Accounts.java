// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The accounts, groups and memberships that Errand itself keeps. Every change is durable when its
 * method returns, and seen at once by those who read them here; by other processes within a tenth
 * of a second. Names of accounts are {@linkplain Account#normalised normalised} wherever they are
 * given. Safe for all threads; methods throw {@link dev.errand.task.StoreException} when the medium
 * fails.
 */
public interface Accounts extends Directory {

  /**
   * Adds an account.
   *
   * @param passwordHash as {@link PasswordHashes} gives
   * @throws InvalidNameException if nobody can have that name
   * @throws NameInUseException if somebody has it
   */
  Account add(String name, String passwordHash, boolean administrator);

  /** All accounts by name. */
  List<Account> accounts();

  /** The hash of the account's password; empty if there is no account. */
  Optional<String> passwordHash(String account);

  /** Replaces the hash of the account's password; false if there is no account. */
  boolean passwordHash(String account, String hash);

  /** Removes an account with its memberships and tokens; false if there is none. */
  boolean remove(String account);

  /**
   * Adds a group.
   *
   * @param id the one it shall have; absent means a new one
   * @throws InvalidNameException if no group can have that name, or the id is less than 1 or more
   *     than {@link Group#HIGHEST_ID}
   * @throws NameInUseException if name or id are taken, or another group had the id before
   */
  Group addGroup(String name, OptionalLong id, boolean project);

  /** All groups by name. */
  List<Group> groups();

  /**
   * Gives a group another name; everything else of it stays.
   *
   * @return the group afterwards; empty if there is none
   * @throws InvalidNameException if no group can have that name
   * @throws NameInUseException if another one has it
   */
  Optional<Group> renameGroup(long id, String name);

  /** Removes a group with its memberships; false if there is none. */
  boolean removeGroup(long id);

  /**
   * Makes the account a member, or gives a member another role; false if there is no such group or
   * account.
   */
  boolean setRole(long group, String account, Role role);

  /** Ends a membership; false if there was none. */
  boolean removeMember(long group, String account);

  /** The memberships of a group by account. */
  List<Membership> members(long group);

  /** The tokens that stand for accounts. */
  Tokens tokens();
}
