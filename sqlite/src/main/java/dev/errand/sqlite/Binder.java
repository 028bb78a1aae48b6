// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.BoundStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement in order. */
final class Binder implements BoundStatement {

  private final PreparedStatement statement;
  private int index;

  private Binder(PreparedStatement statement) {
    this.statement = statement;
  }

  static Binder of(PreparedStatement statement) {
    return new Binder(statement);
  }

  @Override
  public Binder number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Binder real(double value) throws SQLException {
    statement.setDouble(++index, value);
    return this;
  }

  @Override
  public Binder text(@Nullable String value) throws SQLException {
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

  @Override
  public Binder noNumber() throws SQLException {
    return none();
  }

  @Override
  public Binder flag(boolean value) throws SQLException {
    return number(value ? 1 : 0);
  }

  Binder none() throws SQLException {
    statement.setNull(++index, Types.NULL);
    return this;
  }

  @Override
  public int update() throws SQLException {
    return statement.executeUpdate();
  }

  @Override
  public ResultSet query() throws SQLException {
    return statement.executeQuery();
  }
}
