// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement in order. */
final class Binder {

  private final PreparedStatement statement;
  private int index;

  private Binder(PreparedStatement statement) {
    this.statement = statement;
  }

  static Binder of(PreparedStatement statement) {
    return new Binder(statement);
  }

  Binder number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Binder real(double value) throws SQLException {
    statement.setDouble(++index, value);
    return this;
  }

  Binder text(@Nullable String value) throws SQLException {
    if (value == null) {
      return none();
    }
    statement.setString(++index, value);
    return this;
  }

  Binder bytes(byte[] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  Binder none() throws SQLException {
    statement.setNull(++index, Types.NULL);
    return this;
  }

  /** How many rows the statement changed. */
  int update() throws SQLException {
    return statement.executeUpdate();
  }

  ResultSet query() throws SQLException {
    return statement.executeQuery();
  }
}
