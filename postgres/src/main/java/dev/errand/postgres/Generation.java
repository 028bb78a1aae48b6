// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts states of the accounts as this process knows them: an answer may be given again as long as
 * the number is the one from before it was read. Grows with every change made here, and when the
 * database tells of one made elsewhere, at which it is looked only now and then. Safe for all
 * threads.
 */
final class Generation {

  private static final String VERSION = "SELECT version FROM account_version";

  private final LongSupplier version;
  private final long interval;
  private final AtomicLong number = new AtomicLong();
  private volatile long looked;
  private long seen;

  /**
   * @param trust how long changes by other nodes may stay unnoticed
   * @param version asks the database
   */
  Generation(Duration trust, LongSupplier version) {
    this.interval = trust.toNanos();
    this.version = version;
    this.looked = System.nanoTime();
    this.seen = version.getAsLong();
  }

  /** The number now. */
  long current() {
    if (isOld()) {
      look();
    }
    return number.get();
  }

  /** To be called when a change made here is in the database, before anybody is told. */
  void changed() {
    number.incrementAndGet();
  }

  static long version(Statements statements) throws SQLException {
    try (ResultSet row = statements.get(VERSION).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean isOld() {
    return System.nanoTime() - looked >= interval;
  }

  /** One looks, and whoever comes meanwhile waits, because what is known is too old for all. */
  private synchronized void look() {
    if (!isOld()) {
      return;
    }
    // What is read is at least as new as this moment.
    long before = System.nanoTime();
    long now = version.getAsLong();
    if (now != seen) {
      seen = now;
      number.incrementAndGet();
    }
    looked = before;
  }
}
