// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Counts states of the accounts as this process knows them: an answer may be given again as long as
 * the number is the one from before it was read. Grows with every change made here, and when the
 * database tells of one made elsewhere, at which it is looked only now and then. While the database
 * cannot be reached, what was known stays good for a while, so that callers who are known can see
 * what goes on. Safe for all threads.
 */
final class Generation {

  private static final String VERSION = "SELECT version FROM account_version";

  /** How long the database is left alone after it could not be reached. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier version;
  private final Trust trust;
  private final AtomicLong number = new AtomicLong();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long confirmed;
  private volatile long failed;
  private volatile boolean failing;
  private long seen;

  /**
   * @param version asks the database
   */
  Generation(Trust trust, LongSupplier version) {
    this.trust = trust;
    this.version = version;
    this.confirmed = System.nanoTime();
    this.seen = version.getAsLong();
  }

  /**
   * The number now.
   *
   * @throws StoreException if the database cannot be reached, for longer than what is known is good
   */
  long current() {
    if (isOlder(trust.usually()) && !mayRest()) {
      look();
    }
    return number.get();
  }

  /** To be called when a change made here is in the database, before anybody is told. */
  void changed() {
    number.incrementAndGet();
  }

  static long version(Statements statements) throws SQLException {
    try (ResultSet row = statements.bind(VERSION).query()) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean isOlder(Duration age) {
    return System.nanoTime() - confirmed >= age.toNanos();
  }

  /** Whether the database is out of reach and somebody found that out just now, or is about to. */
  private boolean mayRest() {
    return failing
        && !isOlder(trust.withoutDatabase())
        && (isOtherLooking() || System.nanoTime() - failed < PAUSE_NANOS);
  }

  private boolean isOtherLooking() {
    return looking.isLocked() && !looking.isHeldByCurrentThread();
  }

  /** One looks, and whoever comes meanwhile waits, because what is known is too old for all. */
  private void look() {
    looking.lock();
    try {
      if (isOlder(trust.usually()) && !mayRest()) {
        ask();
      }
    } finally {
      looking.unlock();
    }
  }

  private void ask() {
    // What is read is at least as new as this moment.
    long before = System.nanoTime();
    try {
      long now = version.getAsLong();
      if (now != seen) {
        seen = now;
        number.incrementAndGet();
      }
      confirmed = before;
      failing = false;
    } catch (StoreException e) {
      failed = System.nanoTime();
      failing = true;
      if (isOlder(trust.withoutDatabase())) {
        throw e;
      }
    }
  }
}
