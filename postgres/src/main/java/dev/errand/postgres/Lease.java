// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.StoreEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This node's right to run attempts, renewed three times per duration on a connection of its own.
 * The database's clock says for others when it ends; this node counts by its monotonic clock from
 * before the renewal was sent, so it knows an earlier end, whatever its own clock jumps to. A lease
 * that was not renewed in time is never continued: the node begins anew as another. Safe for all
 * threads.
 */
final class Lease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private static final int RENEWALS = 3;

  private static final int DOUBT_PART = 10;

  /** How often the lease is looked at within its duration. */
  private static final int LOOKS = 50;

  private final PostgresSettings settings;
  private final DatabaseClock databaseClock;
  private final DedicatedConnection connection;
  private final Consumer<StoreEvent> events;
  private final MachineClock clock;
  private final long lookNanos;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          3, Thread.ofPlatform().daemon().name("errand-lease-", 0).factory());
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile LeaseTerm term;

  /** What is claimed: nothing that the row of this node does not name. */
  private volatile Set<String> operations;

  private volatile LeaseTerm doubted;
  private volatile long doubtedAt;
  private volatile long tried;
  private volatile long judgesFrom;
  private volatile boolean company;
  private volatile boolean failing;
  private volatile boolean closed;

  /** What the lease works with. */
  record Parts(
      PostgresSettings settings,
      DatabaseClock databaseClock,
      MachineClock clock,
      Consumer<StoreEvent> events) {}

  /**
   * @param node as registered a moment ago
   * @param sent the moment before that
   */
  Lease(Parts parts, Node node, MachineClock.Moment sent) {
    this.settings = parts.settings();
    this.databaseClock = parts.databaseClock();
    this.clock = parts.clock();
    this.events = parts.events();
    this.term = LeaseTerm.of(node, sent);
    this.operations = node.operations();
    this.doubted = LeaseTerm.of(node, sent);
    this.tried = sent.nanos();
    this.judgesFrom = sent.nanos() + settings.lease().toNanos();
    this.lookNanos =
        Math.max(TimeUnit.MILLISECONDS.toNanos(10), settings.lease().toNanos() / LOOKS);
    this.connection =
        new DedicatedConnection(settings, "errand-lease", settings.lease().dividedBy(RENEWALS));
  }

  void start() {
    long period = settings.lease().dividedBy(RENEWALS).toMillis();
    timer.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    timer.scheduleAtFixedRate(this::look, lookNanos, lookNanos, TimeUnit.NANOSECONDS);
  }

  /** This process as it is registered now. */
  Node node() {
    Node registered = term.node();
    return registered.operations(operations);
  }

  /** Has nothing claimed any more that is not among these. */
  synchronized void keep(Set<String> others) {
    operations =
        operations.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Has these claimed, after the others were told of them.
   *
   * @param id under which they were told
   * @return whether this process is registered so still
   */
  synchronized boolean take(Set<String> others, long id) {
    if (term.node().id() != id) {
      return false;
    }
    operations = Set.copyOf(others);
    return true;
  }

  /**
   * Whether what was claimed under an id may be run: this process still is registered so, was not
   * told to stop, and has more than a fifth of its lease left. If the machine seems to have been
   * suspended, the database is asked first, for a tenth of the lease at the most.
   */
  boolean isHeldBy(long id) {
    // lease.pml: right
    LeaseTerm now = term;
    if (closed || !isGood(now, id)) {
      return false;
    }
    return !isDoubtful(now) || isConfirmed(now, id);
  }

  private boolean isGood(LeaseTerm now, long id) {
    return now.node().id() == id && !now.isEnding() && isSafe(now);
  }

  private boolean isSafe(LeaseTerm now) {
    return clock.nanosSince(now.from()) < LeaseTerm.safeNanos(settings.lease());
  }

  /** How long the database may take to say whether a lease goes on that is in doubt. */
  private long doubtNanos() {
    return settings.lease().dividedBy(DOUBT_PART).toNanos();
  }

  private boolean isDoubtful(LeaseTerm now) {
    return clock.nanosAheadSince(now.from()) > lookNanos;
  }

  private synchronized boolean isConfirmed(LeaseTerm doubtful, long id) {
    renewSoon();
    long deadline = System.nanoTime() + doubtNanos();
    try {
      while (term == doubtful && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      // Whoever interrupts an attempt has told it to stop by other means as well.
      Thread.currentThread().interrupt();
    }
    return term != doubtful && isGood(term, id);
  }

  /** How long it lasts without a renewal. */
  Duration duration() {
    return settings.lease();
  }

  /** Whether other nodes have the store open, as far as this one has heard. */
  boolean hasCompany() {
    return company;
  }

  /** To be called when another node was heard. */
  void joined() {
    company = true;
  }

  /**
   * Whether this node may say of others that their lease has ended. One that has just begun, or
   * could not renew its own, may not for as long as a lease lasts: the database may have been away
   * for all, or be another one that does not know the newest renewals, and the others shall have
   * time to come back.
   */
  boolean judgesOthers() {
    // lease.pml: quiet
    return clock.nanos() - judgesFrom >= 0;
  }

  private void renewSoon() {
    if (!asked.getAndSet(true)) {
      try {
        timer.execute(this::renew);
      } catch (RejectedExecutionException e) {
        LOG.debug("The store is closed, so the lease of {} is not renewed", node().name(), e);
      }
    }
  }

  /** One after the other: the timer's turn and one that was asked for may come at once. */
  void renew() {
    // lease.pml: renew
    synchronized (connection) {
      asked.set(false);
      tried = clock.nanos();
      try {
        renew(connection.get());
      } catch (SQLException e) {
        connection.drop();
        failed(e, DatabaseFailures.isDisconnect(e));
        judgesFrom = clock.nanos() + settings.lease().toNanos();
      } catch (RuntimeException e) {
        failed(e, false);
      }
    }
  }

  /**
   * Told once, as a lease that ends has consequences that are told; and not at all of a database
   * that is away, which the engine notices and tells.
   */
  private void failed(Exception why, boolean away) {
    LOG.atLevel(failing || away ? Level.DEBUG : Level.WARN)
        .setCause(away ? null : why)
        .log("The lease of {} could not be renewed; trying again", node().name());
    failing |= !away;
  }

  private void renew(Connection open) throws SQLException {
    if (!term.isEnding() && take(ask(open))) {
      return;
    }
    LeaseTerm over = term;
    long left = settings.lease().toNanos() - clock.nanosSince(over.from());
    if (over.end() != LeaseTerm.End.TAKEN && left > 0) {
      // Attempts that were told to stop have all of the lease for that before another may begin.
      timer.schedule((Runnable) this::renew, left, TimeUnit.NANOSECONDS);
      return;
    }
    beginAnew(open);
  }

  /** What the database said, and the moment before it was asked. */
  record Answer(Nodes.Renewal renewal, MachineClock.Moment sent) {}

  Answer ask(Connection open) throws SQLException {
    MachineClock.Moment sent = clock.moment();
    Nodes.Renewal renewal = Nodes.renew(open, node(), settings.lease());
    databaseClock.told(renewal.now(), sent.nanos());
    company = renewal.company();
    return new Answer(renewal, sent);
  }

  /** Takes a renewal in; false if attempts were told to stop, even since it was asked for. */
  synchronized boolean take(Answer answer) {
    // lease.pml: renewal-taken
    if (!answer.renewal().held()) {
      stopAttempts(term, LeaseTerm.End.TAKEN);
    } else if (!isSafe(term)) {
      // Somebody may have asked and been told no, and what is not held never is again.
      stopAttempts(term, why(term));
    }
    if (term.isEnding()) {
      return false;
    }
    term = LeaseTerm.of(term.node(), answer.sent());
    failing = false;
    notifyAll();
    return true;
  }

  /** Whoever was told to stop has stopped for good: what ran here is lost like any other's. */
  private void beginAnew(Connection open) throws SQLException {
    // lease.pml: leave
    if (term.end() == LeaseTerm.End.DATABASE_AWAY) {
      Nodes.spare(open, node());
    }
    Nodes.leave(open, node());
    MachineClock.Moment sent = clock.moment();
    Nodes.Registration registration = Nodes.register(open, node(), settings.lease());
    databaseClock.told(registration.now(), sent.nanos());
    begun(registration.node(), sent);
  }

  /** What is claimed under a new id is never told of the end of the old one's lease. */
  private synchronized void begun(Node node, MachineClock.Moment sent) {
    LOG.atLevel(levelOf(term.end())).log("{} has a lease again", node.name());
    judgesFrom = clock.nanos() + settings.lease().toNanos();
    operations = node.operations();
    term = LeaseTerm.of(node, sent);
    failing = false;
    notifyAll();
    events.accept(StoreEvent.REGISTERED_ANEW);
    events.accept(StoreEvent.ATTEMPTS_LOST);
    events.accept(StoreEvent.WORK_WAITS);
  }

  /** Runs apart from the renewal, which may hang. */
  void look() {
    // lease.pml: look
    try {
      LeaseTerm now = term;
      if (!isSafe(now)) {
        stopAttempts(now, why(now));
      } else if (isDoubtful(now)) {
        lookAgain(now);
      }
    } catch (RuntimeException e) {
      LOG.error("A listener failed when the lease of {} was about to end", node().name(), e);
    }
  }

  /** What the database does not confirm soon counts as over. */
  private void lookAgain(LeaseTerm doubtful) {
    if (doubted != doubtful) {
      LOG.info("The clock of {} went ahead; asking whether its lease goes on", node().name());
      doubted = doubtful;
      doubtedAt = clock.nanos();
      renewSoon();
    } else if (clock.nanos() - doubtedAt >= doubtNanos()) {
      stopAttempts(doubtful, why(doubtful));
    }
  }

  private LeaseTerm.End why(LeaseTerm ended) {
    return ended.why(tried, settings.lease());
  }

  /** Again and again while there is no lease: a claim on its way may bring another attempt. */
  private synchronized void stopAttempts(LeaseTerm seen, LeaseTerm.End why) {
    // lease.pml: lease-ends
    if (term != seen) {
      return;
    }
    if (!seen.isEnding()) {
      term = seen.ended(why);
      notifyAll();
      LOG.atLevel(levelOf(why)).log("{} {}", node().name(), why.words());
    }
    events.accept(StoreEvent.LEASE_ENDS);
  }

  private static Level levelOf(LeaseTerm.End why) {
    return why == LeaseTerm.End.DATABASE_AWAY ? Level.DEBUG : Level.WARN;
  }

  /** Renews no more; from now on nothing is held. */
  @Override
  public void close() {
    // lease.pml: lease-closed
    closed = true;
    timer.shutdownNow();
    connection.close();
  }
}
