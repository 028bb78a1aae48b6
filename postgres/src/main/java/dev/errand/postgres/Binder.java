// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.BoundStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its parameters, bound in order. The driver keeps statements by their text, so
 * making one again is cheap.
 */
final class Binder implements BoundStatement, AutoCloseable {

  private static final char NUL = '\0';

  /** PostgreSQL keeps no NUL in a text; this stands for it. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Connection connection;
  private final PreparedStatement statement;
  private int index;

  private Binder(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  static Binder of(Connection connection, String sql) throws SQLException {
    return new Binder(connection, connection.prepareStatement(sql));
  }

  /** For a statement that somebody else closes. */
  static Binder of(PreparedStatement statement) throws SQLException {
    return new Binder(statement.getConnection(), statement);
  }

  /** The answer of the next of several statements that were sent as one, after the first. */
  static ResultSet nextOf(PreparedStatement all) throws SQLException {
    if (!all.getMoreResults()) {
      throw new SQLException("a statement of several has no answer");
    }
    return all.getResultSet();
  }

  /** What a reader of the database will see of a text. */
  static String kept(String text) {
    return text.indexOf(NUL) < 0 ? text : text.replace(NUL, REPLACEMENT);
  }

  @Override
  public Binder number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  @Override
  public Binder noNumber() throws SQLException {
    statement.setNull(++index, Types.BIGINT);
    return this;
  }

  @Override
  public Binder flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  @Override
  public Binder text(@Nullable String value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.VARCHAR);
    } else {
      statement.setString(++index, kept(value));
    }
    return this;
  }

  Binder count(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Binder bytes(byte[] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  Binder uuid(UUID value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }

  Binder numbers(Collection<Long> values) throws SQLException {
    return array("bigint", values, value -> value);
  }

  Binder texts(Collection<String> values) throws SQLException {
    return array("text", values, value -> value);
  }

  /** One column of many rows, as an array for {@code unnest}. */
  <T> Binder array(String type, Collection<T> rows, Function<T, @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values = ofType(type, rows.size());
    int row = 0;
    for (T one : rows) {
      @Nullable Object value = column.apply(one);
      values[row++] =
          switch (value) {
            case String text -> kept(text);
            case Integer small when values instanceof Short[] -> small.shortValue();
            case null, default -> value;
          };
    }
    statement.setArray(++index, connection.createArrayOf(type, values));
    return this;
  }

  /** The driver sends arrays of these classes in binary form, all others as text. */
  private static @Nullable Object[] ofType(String type, int length) {
    return switch (type) {
      case "bigint" -> new @Nullable Long[length];
      case "integer" -> new @Nullable Integer[length];
      case "smallint" -> new @Nullable Short[length];
      case "float8" -> new @Nullable Double[length];
      case "boolean" -> new @Nullable Boolean[length];
      case "text" -> new @Nullable String[length];
      default -> new @Nullable Object[length];
    };
  }

  @Override
  public int update() throws SQLException {
    return statement.executeUpdate();
  }

  @Override
  public ResultSet query() throws SQLException {
    return statement.executeQuery();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
