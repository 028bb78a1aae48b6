// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement whose parameters are bound in their order. For one thread. */
public interface BoundStatement {

  BoundStatement number(long value) throws SQLException;

  BoundStatement noNumber() throws SQLException;

  BoundStatement flag(boolean value) throws SQLException;

  BoundStatement text(@Nullable String value) throws SQLException;

  /** How many rows the statement changed. */
  int update() throws SQLException;

  /** The rows, for the caller to close. */
  ResultSet query() throws SQLException;
}
