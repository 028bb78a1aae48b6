// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes what this one has committed. A thread of its own does so after the commit, and
 * not the commit itself: a transaction that notifies holds a lock of the whole server while it
 * syncs its log. What comes while it talks is told at once afterwards. Losing an announcement costs
 * others no more than their slow poll.
 */
final class Announcements implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private static final String TELL = "SELECT pg_notify(?, text) FROM unnest(?) AS told (text)";

  private final Pools pools;
  private final Lease lease;
  private final String channel;
  private final Thread thread =
      Thread.ofVirtual().name("errand-announcements").unstarted(this::run);
  private final Set<Long> cancelled = new HashSet<>();
  private final Set<Long> answered = new HashSet<>();
  private final Set<Announcement> outbox = new LinkedHashSet<>();
  private boolean work;
  private boolean limits;
  private boolean closed;

  Announcements(Pools pools, Lease lease, String channel) {
    this.pools = pools;
    this.lease = lease;
    this.channel = channel;
  }

  void start() {
    thread.start();
  }

  /** To be called by the writing thread for changes that it is about to commit. */
  void work() {
    work = true;
  }

  /** To be called by the writing thread for changes that it is about to commit. */
  void limits() {
    limits = true;
  }

  /** To be called by the writing thread for changes that it is about to commit. */
  void cancel(long number) {
    cancelled.add(number);
  }

  /** To be called by the writing thread for changes that it is about to commit. */
  void answer(long number) {
    answered.add(number);
  }

  /** To be called by the writing thread after the commit. */
  void committed() {
    if (!work && !limits && cancelled.isEmpty() && answered.isEmpty()) {
      return;
    }
    if (lease.hasCompany()) {
      long node = lease.node().id();
      if (work) {
        tell(new Announcement(node, Announcement.What.WORK, 0));
      }
      if (limits) {
        tell(new Announcement(node, Announcement.What.LIMITS, 0));
      }
      for (long number : cancelled) {
        tell(new Announcement(node, Announcement.What.CANCEL, number));
      }
      for (long number : answered) {
        tell(new Announcement(node, Announcement.What.ANSWER, number));
      }
    }
    work = false;
    limits = false;
    cancelled.clear();
    answered.clear();
  }

  synchronized void tell(Announcement announcement) {
    outbox.add(announcement);
    notifyAll();
  }

  private synchronized Set<Announcement> next() throws InterruptedException {
    while (outbox.isEmpty() && !closed) {
      wait();
    }
    Set<Announcement> next = new LinkedHashSet<>(outbox);
    outbox.clear();
    return next;
  }

  private void run() {
    try {
      for (Set<Announcement> next = next(); !next.isEmpty(); next = next()) {
        tell(next);
      }
    } catch (InterruptedException _) {
      LOG.debug("Interrupted: nothing is announced any more");
    }
  }

  private void tell(Set<Announcement> announcements) {
    try (Connection connection = pools.reader();
        Binder query =
            Binder.of(connection, TELL)
                .text(channel)
                .array("text", announcements, Announcement::text);
        ResultSet row = query.query()) {
      while (row.next()) {
        // One row for each that was told.
      }
    } catch (SQLException e) {
      LOG.debug("Other nodes could not be told; they will notice by themselves", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
