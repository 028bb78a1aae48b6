// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.sql.SQLException;

/** Tables that change seldom, as a store reaches them. Safe for all threads. */
public interface Tables extends AutoCloseable {

  /** What to ask or do, on a connection that is the caller's for so long. */
  @FunctionalInterface
  interface Query<T> {
    T ask(Statements statements) throws SQLException;
  }

  /**
   * Asks, and changes nothing.
   *
   * @throws dev.errand.task.StoreException if there is no answer
   */
  <T> T ask(Query<T> query);

  /**
   * Changes the tables in a transaction of its own, which is durable when this returns. What is
   * thrown takes back all of it.
   *
   * @throws dev.errand.task.StoreException if nothing was changed
   */
  <T> T change(Query<T> change);

  /** Closes the connections; harmless when repeated. */
  @Override
  void close();
}
