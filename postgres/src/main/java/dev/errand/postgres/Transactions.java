// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions on the connection that writes. When the connection breaks while a
 * commit is on its way, the database is asked on another one what became of it, so that nobody is
 * told that a durable write failed. For one thread, but for {@link #givenUp}.
 */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  /** Each on a connection that worked when it was taken from the pool. */
  private static final int MOST_TRIES = 5;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** "Transaction ID is in the future": nothing of it is known (PostgreSQL's adt/xid8funcs.c). */
  private static final String NEVER_BEGUN = "22023";

  private final Pools pools;
  private final Duration asking;
  private final BooleanSupplier closing;
  private final LastCommit last = new LastCommit();
  private volatile Attempted attempted = new Attempted();

  /** What to do in a transaction; may be done again after nothing of it was kept. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  /**
   * @param asking for how long the outcome of a commit is asked for
   */
  Transactions(Pools pools, Duration asking, BooleanSupplier closing) {
    this.pools = pools;
    this.asking = asking;
    this.closing = closing;
  }

  /** Somebody who waits for what is being written will be told that the outcome is not known. */
  void givenUp() {
    attempted.unknown("the database does not answer");
  }

  /**
   * Returns once the work is durable; when this throws, nothing of it is kept.
   *
   * @throws UnknownCommitException if it could not be found out whether it is
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
        LOG.debug("The connection to the database broke; trying again", e);
      }
    }
  }

  private void once(Work work) throws SQLException {
    Connection connection = pools.writer();
    Attempted current = new Attempted();
    attempted = current;
    try {
      transact(connection, work, current);
      current.settled("committed");
    } catch (UnknownCommitException e) {
      throw e;
    } catch (BrokenException e) {
      current.settled("not committed; what is in it is written once more where that makes sense");
      throw e;
    } catch (SQLException | RuntimeException e) {
      current.settled("not committed");
      throw e;
    } finally {
      Pools.giveBack(connection);
    }
  }

  private void transact(Connection connection, Work work, Attempted current) throws SQLException {
    try {
      work.run(connection);
      current.number = last.mark(connection);
    } catch (SQLException e) {
      throw DatabaseFailures.isDisconnect(e) ? new BrokenException(e) : rolledBack(connection, e);
    } catch (RuntimeException e) {
      connection.rollback();
      throw e;
    }
    commit(connection, current);
  }

  private static SQLException rolledBack(Connection connection, SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private void commit(Connection connection, Attempted current) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (!DatabaseFailures.isDisconnect(e)) {
        throw rolledBack(connection, e);
      }
      if (current.number.isEmpty()) {
        throw new BrokenException(e);
      }
      LOG.debug("The connection to the database broke during a commit; asking", e);
      if (!isCommitted(current, e)) {
        throw new BrokenException(e);
      }
    }
  }

  /** Asks until there is an answer, patiently, because the database may be restarting. */
  private boolean isCommitted(Attempted current, SQLException broken) throws SQLException {
    // lease.pml: claim-unknown
    long start = System.nanoTime();
    while (System.nanoTime() - start < asking.toNanos() && !closing.getAsBoolean()) {
      try (Connection connection = pools.reader()) {
        switch (last.outcome(connection, current.number)) {
          case COMMITTED -> {
            return true;
          }
          case NOT_COMMITTED -> {
            return false;
          }
          case IN_PROGRESS -> LOG.debug("Transaction {} is still in progress", current.number);
        }
      } catch (SQLException e) {
        if (NEVER_BEGUN.equals(e.getSQLState())) {
          // A standby that took over has never heard of it.
          LOG.warn("Transaction {} is not known to the database any more", current.number, e);
          return false;
        }
        LOG.debug("The outcome of transaction {} could not be asked for", current.number, e);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    current.unknown("the connection broke during its commit");
    throw new UnknownCommitException(broken);
  }

  /** A transaction that is on its way, for those who ask from other threads. */
  private static final class Attempted {

    private volatile String number = "";
    private final AtomicBoolean unknown = new AtomicBoolean();

    /** Says so once, however many changes are in it. */
    void unknown(String why) {
      if (!unknown.getAndSet(true)) {
        LOG.warn(
            "Callers are told that it is not known whether their changes were stored: {} (transaction"
                + " {})",
            why,
            number.isEmpty() ? "without a number yet" : number);
      }
    }

    void settled(String outcome) {
      if (unknown.get()) {
        LOG.info(
            "Transaction {}, of which callers were told that its outcome is not known, was {}",
            number.isEmpty() ? "without a number" : number,
            outcome);
      }
    }
  }

  /** The connection is gone and with it the transaction. */
  private static final class BrokenException extends SQLException {

    private static final long serialVersionUID = 1;

    BrokenException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }
}
