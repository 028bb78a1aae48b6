// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few read-only connections, each lent to one reader at a time. Waiting for one cannot be
 * interrupted, because a reader holds it only for one short query.
 */
final class Readers implements AutoCloseable {

  /** A question to the file. */
  @FunctionalInterface
  interface Query<T> {
    T ask(Statements statements) throws SQLException;
  }

  private final FileFailures failures;
  private final ConcurrentLinkedDeque<Statements> idle = new ConcurrentLinkedDeque<>();
  private final List<Statements> all;
  private final Semaphore permits;
  private volatile boolean closed;

  Readers(List<Statements> connections, FileFailures failures) {
    this.all = new ArrayList<>(connections);
    this.failures = failures;
    this.permits = new Semaphore(connections.size(), true);
    idle.addAll(connections);
  }

  <T> T ask(Query<T> query) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new StoreException("The store is closed.");
      }
      Statements statements = idle.pop();
      try {
        return query.ask(statements);
      } catch (SQLException e) {
        statements.renew();
        throw e;
      } finally {
        // The one used last has the warmest cache.
        idle.push(statements);
      }
    } catch (SQLException e) {
      throw failures.explain(e);
    } finally {
      permits.release();
    }
  }

  /** Runs something while nobody reads; those who come meanwhile wait. */
  void pause(Runnable meanwhile) {
    permits.acquireUninterruptibly(all.size());
    try {
      meanwhile.run();
    } finally {
      permits.release(all.size());
    }
  }

  @Override
  public void close() {
    pause(() -> {
      closed = true;
      for (Statements statements : all) {
        try {
          statements.close();
        } catch (SQLException e) {
          throw failures.explain(e);
        }
      }
    });
  }
}
