// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.access.InvalidNameException;
import dev.errand.access.Membership;
import dev.errand.access.Principal;
import dev.errand.access.Role;
import dev.errand.access.Tokens;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps accounts, groups, memberships and tokens in the same file as {@link SqliteStore} keeps
 * tasks, by connections of its own. May be open beside a store in this process or another, and
 * beside others of its kind, so that the command line works while a server runs. Every change is on
 * the disk when its method returns.
 *
 * <p>Answers to what requests ask are remembered. What is changed here is seen here at once; what
 * another process, or another instance, changes is seen after {@link #TRUST} at the latest.
 */
public final class SqliteAccounts implements Accounts, AutoCloseable {

  /** How long a change by somebody else may stay unnoticed: 100 ms. */
  public static final Duration TRUST = Duration.ofMillis(100);

  /** More characters than a name has in any form, so that none of them need be remembered. */
  private static final int MOST_SENT = 400;

  private final AccountFile file;
  private final SqliteTokens tokens;
  private final RecentAnswers<Boolean, Boolean> any;
  private final RecentAnswers<String, Optional<KnownAccount>> byName;
  private final RecentAnswers<Long, Optional<Account>> byId;
  private final RecentAnswers<String, Optional<Group>> groupByName;
  private final RecentAnswers<Long, Optional<Group>> groupById;

  private SqliteAccounts(AccountFile file) {
    Generation generation = file.generation();
    this.file = file;
    this.tokens = new SqliteTokens(file);
    this.any = new RecentAnswers<>(generation, _ -> file.ask(AccountRows::any));
    this.byName =
        new RecentAnswers<>(generation, name -> file.ask(rows -> AccountRows.known(rows, name)));
    this.byId = new RecentAnswers<>(generation, id -> file.ask(rows -> AccountRows.find(rows, id)));
    this.groupByName =
        new RecentAnswers<>(generation, name -> file.ask(rows -> GroupRows.find(rows, name)));
    this.groupById =
        new RecentAnswers<>(generation, id -> file.ask(rows -> GroupRows.find(rows, id)));
  }

  /**
   * Opens the accounts in a data folder, which is made if it is missing. Tables of an older version
   * are brought up to date, unless somebody holds the folder.
   *
   * @throws dev.errand.StoreException if the file is not usable, or of another version and held
   */
  public static SqliteAccounts in(Path dataFolder) {
    return in(dataFolder, TRUST);
  }

  static SqliteAccounts in(Path dataFolder, Duration trust) {
    return new SqliteAccounts(AccountFile.open(dataFolder.toAbsolutePath().normalize(), trust));
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
    return file.change(rows -> AccountRows.insert(rows, kept, passwordHash, administrator));
  }

  @Override
  public List<Account> accounts() {
    return file.ask(AccountRows::all);
  }

  @Override
  public boolean passwordHash(String account, String hash) {
    return file.change(rows -> AccountRows.setHash(rows, Account.normalised(account), hash));
  }

  @Override
  public boolean remove(String account) {
    return file.change(rows -> AccountRows.delete(rows, Account.normalised(account)));
  }

  @Override
  public Group addGroup(String name, OptionalLong id, boolean project) {
    Group.requireName(name);
    if (id.isPresent() && (id.getAsLong() < 1 || id.getAsLong() > Group.HIGHEST_ID)) {
      throw new InvalidNameException(
          "The id of a group is a number from 1 to " + Group.HIGHEST_ID + ".");
    }
    return file.change(rows -> GroupRows.insert(rows, name, id, project));
  }

  @Override
  public List<Group> groups() {
    return file.ask(GroupRows::all);
  }

  @Override
  public Optional<Group> renameGroup(long id, String name) {
    Group.requireName(name);
    return file.change(rows -> GroupRows.rename(rows, id, name));
  }

  @Override
  public boolean removeGroup(long id) {
    return file.change(rows -> GroupRows.remove(rows, id));
  }

  @Override
  public boolean setRole(long group, String account, Role role) {
    return file.change(rows -> MembershipRows.set(rows, group, Account.normalised(account), role));
  }

  @Override
  public boolean removeMember(long group, String account) {
    return file.change(rows -> MembershipRows.delete(rows, group, Account.normalised(account)));
  }

  @Override
  public List<Membership> members(long group) {
    return file.ask(rows -> MembershipRows.in(rows, group));
  }

  @Override
  public Tokens tokens() {
    return tokens;
  }

  @Override
  public void close() {
    file.close();
  }

  /** For tests: stands in for a disk of so many pages of 4 KiB. */
  void limitPages(long pages) throws SQLException {
    file.pragma("max_page_count = " + pages);
  }

  /** For tests: how long another writer is waited for. */
  void busyMillis(int millis) throws SQLException {
    file.pragma("busy_timeout = " + millis);
  }
}
