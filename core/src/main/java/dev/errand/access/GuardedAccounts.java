// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;
import java.time.InstantSource;
import java.util.List;

/**
 * The {@link Accounts} as one principal may change them: the door that the command line and the web
 * go through. An administrator may do everything, a user change their own password and tokens.
 * Keeps accounts in a state in which somebody can manage them. Changes and refusals are {@linkplain
 * Audit audited}, passwords never. Safe for all threads.
 */
public final class GuardedAccounts {

  private final Accounts accounts;
  private final PasswordHashes hashes;
  private final InstantSource clock;
  private final Doorkeeper door;

  /**
   * @param principal who changes; {@link Principal#LOCAL} at the command line
   */
  public GuardedAccounts(
      Accounts accounts, PasswordHashes hashes, InstantSource clock, Principal principal) {
    this.accounts = accounts;
    this.hashes = hashes;
    this.clock = clock;
    this.door = new Doorkeeper(accounts, principal);
  }

  /** The tokens as the same principal may change them. */
  public GuardedTokens tokens() {
    return new GuardedTokens(accounts, clock, door);
  }

  /** The groups as the same principal may change them. */
  public GuardedGroups groups() {
    return new GuardedGroups(accounts, door);
  }

  /**
   * Does nothing for administrators.
   *
   * @param on what is asked for, for the audit of a refusal
   * @throws ForbiddenException for all others
   */
  public void requireAdministrator(String on) {
    door.requireAdministrator(on);
  }

  /**
   * Does nothing, or says why such an account cannot be added, whatever its password: to be asked
   * before a person types one, or a slow hash is made in vain.
   *
   * @throws ForbiddenException unless by an administrator
   * @throws InvalidNameException if nobody can have that name
   * @throws NameInUseException if somebody has the name
   * @throws AccountRuleException if it is the first one and no administrator
   */
  public void requireAddable(String name, boolean administrator) {
    door.requireAdministrator("user " + name);
    Account.requireName(Account.normalised(name));
    if (accounts.account(name).isPresent()) {
      throw new NameInUseException("There is a user '" + name + "' already.");
    }
    if (!administrator && !accounts.hasAccounts()) {
      throw new AccountRuleException(
          "The first user must be an administrator, because nobody else could add further ones.");
    }
  }

  /**
   * Adds an account.
   *
   * @throws ForbiddenException unless by an administrator
   * @throws InvalidNameException if nobody can have that name
   * @throws InvalidCredentialException if nobody can have that password
   * @throws NameInUseException if somebody has the name
   * @throws AccountRuleException if it is the first one and no administrator
   */
  public Account add(String name, String password, boolean administrator) {
    requireAddable(name, administrator);
    String hash = hashes.hash(PasswordRule.require(password));
    Account added;
    synchronized (accounts) {
      requireAddable(name, administrator);
      added = accounts.add(name, hash, administrator);
    }
    door.done(
        "user "
            + added.name()
            + " ("
            + added.id()
            + ") added"
            + (administrator ? " as administrator" : ""));
    return added;
  }

  /**
   * All accounts by name.
   *
   * @throws ForbiddenException unless to an administrator
   */
  public List<Account> all() {
    door.requireAdministrator("users");
    return accounts.accounts();
  }

  /**
   * An account.
   *
   * @throws ForbiddenException if it is somebody else's and the principal no administrator
   * @throws UnknownAccountException if there is none
   */
  public Account find(String name) {
    return require(door.requireSelf(name, "user " + name));
  }

  /**
   * Gives an account another password.
   *
   * @throws ForbiddenException unless by an administrator
   * @throws UnknownAccountException if there is no such account
   * @throws InvalidCredentialException if nobody can have that password
   */
  public void password(String account, String password) {
    door.requireAdministrator("password of " + account);
    replacePassword(door.requireSelf(account, "password of " + account), password);
  }

  /**
   * Gives an account another password, asked by somebody who knows the one it has.
   *
   * @throws ForbiddenException if it is somebody else's account, or the current password another
   * @throws UnknownAccountException if there is no such account
   * @throws InvalidCredentialException if nobody can have the new password
   */
  public void password(String account, String current, String password) {
    String name = door.requireSelf(account, "password of " + account);
    String hash = accounts.passwordHash(name).orElseThrow(() -> unknown(name));
    if (door.mustProveItself() && !hashes.matches(current, hash)) {
      throw door.refused("password of " + name, "the current password is another one");
    }
    replacePassword(name, password);
  }

  /**
   * Removes an account with its memberships and tokens.
   *
   * @param evenTheLast whether it may be the last administrator
   * @throws ForbiddenException unless by an administrator
   * @throws UnknownAccountException if there is no such account
   * @throws AccountRuleException if it is the last administrator
   */
  public void remove(String name, boolean evenTheLast) {
    door.requireAdministrator("user " + name);
    synchronized (accounts) {
      Account account = require(name);
      if (!evenTheLast && isLastAdministrator(account)) {
        throw new AccountRuleException(
            account.name()
                + " is the last administrator, without whom nobody could manage the server any"
                + " more; add another administrator first.");
      }
      if (!accounts.remove(account.name())) {
        throw unknown(name);
      }
      door.done("user " + account.name() + " (" + account.id() + ") removed");
    }
  }

  private void replacePassword(String account, String password) {
    String hash = hashes.hash(PasswordRule.require(password));
    if (!accounts.passwordHash(account, hash)) {
      throw unknown(account);
    }
    door.done("password of " + account + " changed");
  }

  private boolean isLastAdministrator(Account account) {
    return account.administrator()
        && accounts.accounts().stream().filter(Account::administrator).count() == 1;
  }

  private Account require(String name) {
    return accounts.account(name).orElseThrow(() -> unknown(name));
  }

  private static UnknownAccountException unknown(String name) {
    return new UnknownAccountException("There is no user '" + name + "'.");
  }
}
