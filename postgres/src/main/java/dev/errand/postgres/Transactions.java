// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions on the connection that writes. When the connection breaks while a
 * commit is on its way, the database is asked on another one what became of it, so that nobody is
 * told that a durable write failed. For one thread.
 */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  /** How long the outcome of a commit is asked for; after that the lease has ended anyway. */
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Each on a connection that worked when it was taken from the pool. */
  private static final int MOST_TRIES = 5;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Pools pools;
  private final BooleanSupplier closing;
  private final LastCommit last = new LastCommit();

  /** What to do in a transaction; may be done again after nothing of it was kept. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  Transactions(Pools pools, BooleanSupplier closing) {
    this.pools = pools;
    this.closing = closing;
  }

  /**
   * Returns once the work is durable; when this throws, nothing of it is kept, unless the message
   * says that this could not be found out.
   */
  void run(Work work) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        once(work);
        return;
      } catch (BrokenException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        LOG.info("The connection to the database broke ({}); trying again", e.getMessage());
      }
    }
  }

  private void once(Work work) throws SQLException {
    try (Connection connection = pools.writer()) {
      String id;
      try {
        work.run(connection);
        id = last.mark(connection);
      } catch (SQLException e) {
        throw DatabaseFailures.isDisconnect(e) ? new BrokenException(e) : rolledBack(connection, e);
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      }
      commit(connection, id);
    }
  }

  private static SQLException rolledBack(Connection connection, SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private void commit(Connection connection, String id) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (!DatabaseFailures.isDisconnect(e)) {
        throw rolledBack(connection, e);
      }
      if (id.isEmpty()) {
        throw new BrokenException(e);
      }
      LOG.warn("The connection to the database broke during a commit; asking what became of it");
      if (!isCommitted(id, e)) {
        throw new BrokenException(e);
      }
    }
  }

  /** Asks until there is an answer, patiently, because the database may be restarting. */
  private boolean isCommitted(String id, SQLException broken) throws SQLException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < ASK_NANOS && !closing.getAsBoolean()) {
      try (Connection connection = pools.reader()) {
        switch (last.outcome(connection, id)) {
          case COMMITTED -> {
            return true;
          }
          case NOT_COMMITTED -> {
            return false;
          }
          case IN_PROGRESS -> LOG.debug("Transaction {} is still in progress", id);
        }
      } catch (SQLException e) {
        if (!DatabaseFailures.isDisconnect(e)) {
          // A standby that took over may never have heard of the transaction.
          LOG.warn("The outcome of transaction {} is not known any more", id, e);
          return false;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new SQLException(
        "The connection broke during a commit, and whether it took place could not be found out",
        broken);
  }

  /** The connection is gone and with it the transaction. */
  private static final class BrokenException extends SQLException {

    private static final long serialVersionUID = 1;

    BrokenException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }
}
