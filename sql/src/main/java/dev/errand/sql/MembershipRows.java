// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Membership;
import dev.errand.task.Role;
import dev.errand.task.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Memberships, on whichever connection. Names of accounts are normalised. */
final class MembershipRows {

  private static final String ROLES = "SELECT grp, role FROM membership WHERE account = ?";
  private static final String IN_GROUP =
      """
      SELECT grp.name, account.name, membership.role
      FROM membership JOIN grp ON grp.id = membership.grp JOIN account ON account.id = membership.account
      WHERE membership.grp = ? ORDER BY account.name
      """;
  private static final String SET =
      """
      INSERT INTO membership (grp, account, role)
      SELECT grp.id, account.id, ? FROM grp, account
      WHERE grp.id = ? AND grp.name IS NOT NULL AND account.name = ?
      ON CONFLICT (grp, account) DO UPDATE SET role = excluded.role
      """;
  private static final String OF_ACCOUNT = "account = (SELECT id FROM account WHERE name = ?)";
  private static final String DELETE = "DELETE FROM membership WHERE grp = ? AND " + OF_ACCOUNT;
  private static final String DELETE_OF = "DELETE FROM membership WHERE " + OF_ACCOUNT;
  private static final String DELETE_IN = "DELETE FROM membership WHERE grp = ?";

  private MembershipRows() {}

  static Map<Long, Role> roles(Statements statements, long account) throws SQLException {
    Map<Long, Role> roles = new HashMap<>();
    try (ResultSet row = statements.bind(ROLES).number(account).query()) {
      while (row.next()) {
        roles.put(row.getLong(1), role(row.getString(2)));
      }
    }
    return roles;
  }

  static List<Membership> in(Statements statements, long group) throws SQLException {
    List<Membership> members = new ArrayList<>();
    try (ResultSet row = statements.bind(IN_GROUP).number(group).query()) {
      while (row.next()) {
        members.add(new Membership(row.getString(1), row.getString(2), role(row.getString(3))));
      }
    }
    return members;
  }

  static boolean set(Statements statements, long group, String account, Role role)
      throws SQLException {
    return statements.bind(SET).text(role.word()).number(group).text(account).update() > 0;
  }

  static boolean delete(Statements statements, long group, String account) throws SQLException {
    return statements.bind(DELETE).number(group).text(account).update() > 0;
  }

  static void deleteOf(Statements statements, String account) throws SQLException {
    statements.bind(DELETE_OF).text(account).update();
  }

  static void deleteIn(Statements statements, long group) throws SQLException {
    statements.bind(DELETE_IN).number(group).update();
  }

  private static Role role(String word) {
    return Role.of(word)
        .orElseThrow(
            () -> new StoreException("The store holds a role '" + word + "' that there is not."));
  }
}
