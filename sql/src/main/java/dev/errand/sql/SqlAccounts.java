// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.access.InvalidNameException;
import dev.errand.access.Membership;
import dev.errand.access.Tokens;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Accounts, groups, memberships and tokens in tables. Answers to what requests ask are remembered:
 * what is changed here is seen here at once, what others change is seen as late as the {@link
 * Trust} says. Every change is durable when its method returns. Safe for all threads.
 */
public abstract class SqlAccounts implements Accounts, AutoCloseable {

  /** More characters than a name has in any form, so that none of them need be remembered. */
  private static final int MOST_SENT = 400;

  private final AccountTables tables;
  private final SqlTokens tokens;
  private final RecentAnswers<Boolean, Boolean> any;
  private final RecentAnswers<String, Optional<KnownAccount>> byName;
  private final RecentAnswers<Long, Optional<Account>> byId;
  private final RecentAnswers<String, Optional<Group>> groupByName;
  private final RecentAnswers<Long, Optional<Group>> groupById;

  /**
   * @param tables closed with this
   * @throws dev.errand.task.StoreException if they cannot be read
   */
  protected SqlAccounts(Tables tables, Trust trust) {
    this.tables = new AccountTables(tables, trust);
    this.tokens = new SqlTokens(this.tables);
    this.any = this.tables.remembered((statements, _) -> AccountRows.any(statements));
    this.byName = this.tables.remembered(AccountRows::known);
    this.byId = this.tables.remembered(AccountRows::find);
    this.groupByName = this.tables.remembered(GroupRows::find);
    this.groupById = this.tables.remembered(GroupRows::find);
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
