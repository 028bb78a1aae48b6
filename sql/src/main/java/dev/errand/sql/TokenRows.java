// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Tokens.Token;
import dev.errand.access.UnknownAccountException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens, on whichever connection. Names of accounts are normalised. */
final class TokenRows {

  private static final String SELECT =
      """
      SELECT token.id, account.name, label, created, expires
      FROM token JOIN account ON account.id = token.account
      """;
  private static final String BY_DIGEST = SELECT + "WHERE sha256 = ?";
  private static final String OF_ACCOUNT =
      SELECT + "WHERE account.name = ? ORDER BY created, token.id";
  private static final String INSERT =
      """
      INSERT INTO token (account, sha256, id, label, created, expires)
      SELECT id, ?, ?, ?, ?, ? FROM account WHERE name = ?
      """;
  private static final String DELETE_EXPIRED = "DELETE FROM token WHERE expires <= ?";
  private static final String ITS_ACCOUNT = "account = (SELECT id FROM account WHERE name = ?)";
  private static final String DELETE = "DELETE FROM token WHERE id = ? AND " + ITS_ACCOUNT;
  private static final String DELETE_OF = "DELETE FROM token WHERE " + ITS_ACCOUNT;

  private TokenRows() {}

  static Optional<Token> find(Statements statements, String sha256) throws SQLException {
    try (ResultSet row = statements.bind(BY_DIGEST).text(sha256).query()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  static List<Token> of(Statements statements, String account) throws SQLException {
    List<Token> tokens = new ArrayList<>();
    try (ResultSet row = statements.bind(OF_ACCOUNT).text(account).query()) {
      while (row.next()) {
        tokens.add(read(row));
      }
    }
    return tokens;
  }

  static void insert(Statements statements, Token token, String account, String sha256)
      throws SQLException {
    statements.bind(DELETE_EXPIRED).number(Millis.of(token.created())).update();
    int added =
        statements
            .bind(INSERT)
            .text(sha256)
            .text(token.id())
            .text(token.label())
            .number(Millis.of(token.created()))
            .number(Millis.of(token.expires()))
            .text(account)
            .update();
    if (added == 0) {
      throw new UnknownAccountException("There is no user '" + account + "'.");
    }
  }

  static boolean delete(Statements statements, String account, String id) throws SQLException {
    return statements.bind(DELETE).text(id).text(account).update() > 0;
  }

  static void deleteOf(Statements statements, String account) throws SQLException {
    statements.bind(DELETE_OF).text(account).update();
  }

  private static Token read(ResultSet row) throws SQLException {
    return new Token(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)));
  }
}
