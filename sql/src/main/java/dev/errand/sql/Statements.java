// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.sql.SQLException;

/** The statements of one connection. For one thread, until its piece of work is done. */
@FunctionalInterface
public interface Statements {

  /**
   * A statement whose parameters are to be bound. Whoever gave the connection closes it; asking for
   * the same text again is cheap, and ends the use of the one before.
   */
  BoundStatement bind(String sql) throws SQLException;
}
