// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Account;
import dev.errand.access.NameInUseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts, on whichever connection. Names are normalised. */
final class AccountRows {

  private static final String SELECT =
      "SELECT id, name, administrator, password_hash FROM account ";
  private static final String BY_NAME = SELECT + "WHERE name = ?";
  private static final String BY_ID = SELECT + "WHERE id = ?";
  private static final String ALL = SELECT + "ORDER BY name";
  private static final String ANY = "SELECT EXISTS (SELECT 1 FROM account)";
  private static final String INSERT =
      "INSERT INTO account (name, administrator, password_hash) VALUES (?, ?, ?)";
  private static final String SET_HASH = "UPDATE account SET password_hash = ? WHERE name = ?";
  private static final String DELETE = "DELETE FROM account WHERE name = ?";

  private AccountRows() {}

  static boolean any(Statements statements) throws SQLException {
    try (ResultSet row = statements.bind(ANY).query()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  static Optional<Account> find(Statements statements, String name) throws SQLException {
    return first(statements.bind(BY_NAME).text(name));
  }

  static Optional<Account> find(Statements statements, long id) throws SQLException {
    return first(statements.bind(BY_ID).number(id));
  }

  static Optional<KnownAccount> known(Statements statements, String name) throws SQLException {
    Account account;
    String hash;
    try (ResultSet row = statements.bind(BY_NAME).text(name).query()) {
      if (!row.next()) {
        return Optional.empty();
      }
      account = read(row);
      hash = row.getString(4);
    }
    return Optional.of(
        new KnownAccount(account, hash, MembershipRows.roles(statements, account.id())));
  }

  static List<Account> all(Statements statements) throws SQLException {
    List<Account> accounts = new ArrayList<>();
    try (ResultSet row = statements.bind(ALL).query()) {
      while (row.next()) {
        accounts.add(read(row));
      }
    }
    return accounts;
  }

  static Account insert(Statements statements, String name, String hash, boolean administrator)
      throws SQLException {
    if (find(statements, name).isPresent()) {
      throw new NameInUseException("There is a user '" + name + "' already.");
    }
    statements.bind(INSERT).text(name).flag(administrator).text(hash).update();
    return find(statements, name).orElseThrow();
  }

  static boolean setHash(Statements statements, String name, String hash) throws SQLException {
    return statements.bind(SET_HASH).text(hash).text(name).update() > 0;
  }

  /** Deletes the account with all that belongs to it. */
  static boolean delete(Statements statements, String name) throws SQLException {
    MembershipRows.deleteOf(statements, name);
    TokenRows.deleteOf(statements, name);
    return statements.bind(DELETE).text(name).update() > 0;
  }

  private static Optional<Account> first(BoundStatement query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  private static Account read(ResultSet row) throws SQLException {
    return new Account(row.getLong(1), row.getString(2), row.getBoolean(3));
  }
}
