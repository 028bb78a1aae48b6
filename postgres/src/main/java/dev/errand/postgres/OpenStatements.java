// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The statements of one piece of work on a connection, closed together. For one thread. */
final class OpenStatements implements Statements, AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  OpenStatements(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Binder bind(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return Binder.of(known);
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
