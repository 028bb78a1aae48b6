// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Group;
import dev.errand.access.NameInUseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Groups, on whichever connection. A removed one leaves its row without a name, so that nobody gets
 * its id.
 */
final class GroupRows {

  private static final String SELECT = "SELECT id, name, project FROM grp WHERE name ";
  private static final String BY_NAME = SELECT + "= ?";
  private static final String BY_ID = SELECT + "IS NOT NULL AND id = ?";
  private static final String ALL = SELECT + "IS NOT NULL ORDER BY name";
  private static final String ID_USED = "SELECT name FROM grp WHERE id = ?";
  private static final String INSERT = "INSERT INTO grp (id, name, project) VALUES (?, ?, ?)";
  private static final String INSERT_NEXT =
      "INSERT INTO grp (id, name, project) SELECT coalesce(max(id), 0) + 1, ?, ? FROM grp";
  private static final String RENAME = "UPDATE grp SET name = ? WHERE id = ?";
  private static final String REMOVE =
      "UPDATE grp SET name = NULL WHERE id = ? AND name IS NOT NULL";

  private GroupRows() {}

  static Optional<Group> find(Statements statements, String name) throws SQLException {
    return first(statements.bind(BY_NAME).text(name));
  }

  static Optional<Group> find(Statements statements, long id) throws SQLException {
    return first(statements.bind(BY_ID).number(id));
  }

  static List<Group> all(Statements statements) throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (ResultSet row = statements.bind(ALL).query()) {
      while (row.next()) {
        groups.add(read(row));
      }
    }
    return groups;
  }

  static Group insert(Statements statements, String name, OptionalLong id, boolean project)
      throws SQLException {
    requireFree(statements, name);
    if (id.isPresent()) {
      requireUnused(statements, id.getAsLong());
    }
    BoundStatement insert =
        id.isPresent()
            ? statements.bind(INSERT).number(id.getAsLong())
            : statements.bind(INSERT_NEXT);
    insert.text(name).flag(project).update();
    return find(statements, name).orElseThrow();
  }

  static Optional<Group> rename(Statements statements, long id, String name) throws SQLException {
    Optional<Group> group = find(statements, id);
    if (group.isPresent() && !group.get().name().equals(name)) {
      requireFree(statements, name);
      statements.bind(RENAME).text(name).number(id).update();
    }
    return group.map(before -> new Group(id, name, before.project()));
  }

  static boolean remove(Statements statements, long id) throws SQLException {
    MembershipRows.deleteIn(statements, id);
    return statements.bind(REMOVE).number(id).update() > 0;
  }

  private static void requireFree(Statements statements, String name) throws SQLException {
    Optional<Group> other = find(statements, name);
    if (other.isPresent()) {
      throw new NameInUseException(
          "There is a group '" + name + "' already, with the id " + other.get().id() + ".");
    }
  }

  private static void requireUnused(Statements statements, long id) throws SQLException {
    try (ResultSet row = statements.bind(ID_USED).number(id).query()) {
      if (row.next()) {
        String name = row.getString(1);
        throw new NameInUseException(
            name == null
                ? "A group that was removed had the id " + id + "; ids are never used again."
                : "The group '" + name + "' has the id " + id + " already.");
      }
    }
  }

  private static Optional<Group> first(BoundStatement query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  private static Group read(ResultSet row) throws SQLException {
    return new Group(row.getLong(1), row.getString(2), row.getBoolean(3));
  }
}
