// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.access.InvalidNameException;
import dev.errand.access.Membership;
import dev.errand.access.Principal;
import dev.errand.access.Role;
import dev.errand.access.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps accounts, groups, memberships and tokens in the database that {@link PostgresStore} keeps
 * tasks in, by connections of its own. All nodes share them, and the command line may use them
 * while servers run. Every change is durable when its method returns.
 *
 * <p>Answers to what requests ask are remembered. What is changed here is seen here at once; what
 * another instance changes is seen after {@link #TRUST} at the latest, or {@link #GRACE} while the
 * database cannot be reached.
 */
public final class PostgresAccounts implements Accounts, AutoCloseable {

  /** How long a change by somebody else may stay unnoticed: 100 ms. */
  public static final Duration TRUST = Duration.ofMillis(100);

  /**
   * How long what is known stays good while the database cannot be reached: 5 minutes. Nothing can
   * be started meanwhile; it lets those who are known see the tasks that run here.
   */
  public static final Duration GRACE = Duration.ofMinutes(5);

  /** More characters than a name has in any form, so that none of them need be remembered. */
  private static final int MOST_SENT = 400;

  private final AccountTables tables;
  private final PostgresTokens tokens;
  private final RecentAnswers<Boolean, Boolean> any;
  private final RecentAnswers<String, Optional<KnownAccount>> byName;
  private final RecentAnswers<Long, Optional<Account>> byId;
  private final RecentAnswers<String, Optional<Group>> groupByName;
  private final RecentAnswers<Long, Optional<Group>> groupById;

  private PostgresAccounts(AccountTables tables) {
    Generation generation = tables.generation();
    this.tables = tables;
    this.tokens = new PostgresTokens(tables);
    this.any = new RecentAnswers<>(generation, _ -> tables.ask(AccountRows::any));
    this.byName =
        new RecentAnswers<>(generation, name -> tables.ask(rows -> AccountRows.known(rows, name)));
    this.byId =
        new RecentAnswers<>(generation, id -> tables.ask(rows -> AccountRows.find(rows, id)));
    this.groupByName =
        new RecentAnswers<>(generation, name -> tables.ask(rows -> GroupRows.find(rows, name)));
    this.groupById =
        new RecentAnswers<>(generation, id -> tables.ask(rows -> GroupRows.find(rows, id)));
  }

  /**
   * Opens the accounts in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.StoreException if the database is not usable
   */
  public static PostgresAccounts at(PostgresSettings settings) {
    return new PostgresAccounts(AccountTables.open(settings, new Generation.Trust(TRUST, GRACE)));
  }

  @Override
  public boolean hasAccounts() {
    return any.to(true);
  }

  @Override
  public Optional<Account> account(String name) {
    return known(name).map(KnownAccount::account);
  }

  @Override
  public Optional<Account> account(long id) {
    return byId.to(id);
  }

  @Override
  public Map<Long, Role> roles(String account) {
    return known(account).map(KnownAccount::roles).orElse(Map.of());
  }

  @Override
  public Optional<Principal> principal(String account) {
    return known(account).map(KnownAccount::principal);
  }

  @Override
  public Optional<String> passwordHash(String account) {
    return known(account).map(KnownAccount::passwordHash);
  }

  private Optional<KnownAccount> known(String name) {
    if (name.length() > MOST_SENT) {
      return Optional.empty();
    }
    return byName.to(Account.normalised(name));
  }

  @Override
  public Optional<Group> group(String name) {
    return Group.isName(name) ? groupByName.to(name) : Optional.empty();
  }

  @Override
  public Optional<Group> group(long id) {
    return groupById.to(id);
  }

  @Override
  public Account add(String name, String passwordHash, boolean administrator) {
    String kept = Account.normalised(name);
    Account.requireName(kept);
    return tables.change(rows -> AccountRows.insert(rows, kept, passwordHash, administrator));
  }

  @Override
  public List<Account> accounts() {
    return tables.ask(AccountRows::all);
  }

  @Override
  public boolean passwordHash(String account, String hash) {
    return tables.change(rows -> AccountRows.setHash(rows, Account.normalised(account), hash));
  }

  @Override
  public boolean remove(String account) {
    return tables.change(rows -> AccountRows.delete(rows, Account.normalised(account)));
  }

  @Override
  public Group addGroup(String name, OptionalLong id, boolean project) {
    Group.requireName(name);
    if (id.isPresent() && (id.getAsLong() < 1 || id.getAsLong() > Group.HIGHEST_ID)) {
      throw new InvalidNameException(
          "The id of a group is a number from 1 to " + Group.HIGHEST_ID + ".");
    }
    return tables.change(rows -> GroupRows.insert(rows, name, id, project));
  }

  @Override
  public List<Group> groups() {
    return tables.ask(GroupRows::all);
  }

  @Override
  public Optional<Group> renameGroup(long id, String name) {
    Group.requireName(name);
    return tables.change(rows -> GroupRows.rename(rows, id, name));
  }

  @Override
  public boolean removeGroup(long id) {
    return tables.change(rows -> GroupRows.remove(rows, id));
  }

  @Override
  public boolean setRole(long group, String account, Role role) {
    return tables.change(
        rows -> MembershipRows.set(rows, group, Account.normalised(account), role));
  }

  @Override
  public boolean removeMember(long group, String account) {
    return tables.change(rows -> MembershipRows.delete(rows, group, Account.normalised(account)));
  }

  @Override
  public List<Membership> members(long group) {
    return tables.ask(rows -> MembershipRows.in(rows, group));
  }

  @Override
  public Tokens tokens() {
    return tokens;
  }

  @Override
  public void close() {
    tables.close();
  }
}
