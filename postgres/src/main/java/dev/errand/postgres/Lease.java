// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.StoreEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This node's right to run attempts, renewed three times per duration on a connection of its own.
 * The database's clock says for others when it ends; this node counts by its monotonic clock from
 * before the renewal was sent, so it knows an earlier end, whatever its own clock jumps to. A lease
 * that was not renewed in time is never continued: the node begins anew as another.
 */
final class Lease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** The last part of a lease, in which attempts have time to stop. */
  private static final int STOPPING_PART = 5;

  private static final int RENEWALS = 3;

  private final PostgresSettings settings;
  private final DedicatedConnection connection;
  private final Consumer<StoreEvent> events;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          2, Thread.ofPlatform().daemon().name("errand-lease-", 0).factory());
  private volatile Node node;
  private volatile long renewed;
  private volatile boolean company;
  private volatile boolean failing;
  private boolean ending;

  /**
   * @param node as registered a moment ago
   * @param sent {@link System#nanoTime()} before that
   */
  Lease(PostgresSettings settings, Node node, long sent, Consumer<StoreEvent> events) {
    this.settings = settings;
    this.node = node;
    this.renewed = sent;
    this.events = events;
    this.connection =
        new DedicatedConnection(settings, "errand-lease", settings.lease().dividedBy(RENEWALS));
  }

  void start() {
    long period = settings.lease().dividedBy(RENEWALS).toMillis();
    timer.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    long look = Math.max(10, settings.lease().toMillis() / 50);
    timer.scheduleAtFixedRate(this::look, look, look, TimeUnit.MILLISECONDS);
  }

  /** This process as it is registered now. */
  Node node() {
    return node;
  }

  /** Whether other nodes have the store open, as far as this one has heard. */
  boolean hasCompany() {
    return company;
  }

  /** To be called when another node was heard. */
  void joined() {
    company = true;
  }

  /** One renewal, or a registration as another node where the lease was not kept. */
  void renew() {
    long sent = System.nanoTime();
    try {
      Connection open = connection.get();
      Nodes.Renewal renewal = Nodes.renew(open, node, settings.lease());
      company = renewal.company();
      if (!renewal.held()) {
        LOG.error("Another node has taken over what ran on {}", node.name());
        stopAttempts();
      }
      Node now = node;
      if (isEnding()) {
        // Whoever was told to stop has stopped for good: what ran here is lost like any other's.
        Nodes.leave(open, node);
        now = Nodes.register(open, node, settings.lease());
      }
      held(sent, now);
    } catch (SQLException e) {
      connection.drop();
      // Once: if it lasts, the end of the lease is told.
      LOG.atLevel(failing ? Level.DEBUG : Level.WARN)
          .log("The lease of {} could not be renewed; trying again: {}", node.name(), e.toString());
      failing = true;
    } catch (RuntimeException e) {
      LOG.error("The lease of {} could not be renewed; trying again", node.name(), e);
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  /** What is claimed under a new id is never told of the end of the old one's lease. */
  synchronized void held(long sent, Node now) {
    node = now;
    renewed = sent;
    failing = false;
    if (ending) {
      ending = false;
      LOG.info("{} has a lease again", node.name());
      events.accept(StoreEvent.ATTEMPTS_LOST);
      events.accept(StoreEvent.WORK_WAITS);
    }
  }

  /** Runs apart from the renewal, which may hang. */
  void look() {
    try {
      Duration since = Duration.ofNanos(System.nanoTime() - renewed);
      Duration safe = settings.lease().minus(settings.lease().dividedBy(STOPPING_PART));
      if (since.compareTo(safe) >= 0) {
        stopAttempts();
      }
    } catch (RuntimeException e) {
      LOG.error("A listener failed when the lease of {} was about to end", node.name(), e);
    }
  }

  /** Again and again while there is no lease: a claim on its way may bring another attempt. */
  private synchronized void stopAttempts() {
    if (!ending) {
      ending = true;
      LOG.error(
          "The lease of {} was not renewed in time: attempts that run here must stop", node.name());
    }
    events.accept(StoreEvent.LEASE_ENDS);
  }

  /** Renews no more. */
  @Override
  public void close() {
    timer.shutdownNow();
    connection.close();
  }
}
