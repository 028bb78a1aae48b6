// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches over the connections of a connector for as long as that runs. Safe for all threads. */
public final class Connections extends AbstractLifeCycle {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int LOOKS = 4;

  /**
   * How many may wait to be accepted. Who comes when as many do tries again after a second, and
   * many come at once where one sends them.
   */
  private static final int QUEUE = 1_024;

  private final Scheduler scheduler;
  private final ConnectionGate gate;
  private final HeadDeadline deadline;
  private final long pauseMillis;

  private Connections(Connector connector, ConnectionGate gate, ConnectionLimits limits) {
    this.scheduler = connector.getScheduler();
    this.gate = gate;
    this.deadline = new HeadDeadline(connector, limits.headTimeout(), System::nanoTime);
    Duration pause = limits.headTimeout().dividedBy(LOOKS);
    this.pauseMillis =
        Math.max(1, (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toMillis());
  }

  /** Watches over a connector that has not been started. */
  public static void guard(ServerConnector connector, ConnectionLimits limits) {
    ConnectionGate gate = new ConnectionGate(limits, connector::getConnectedEndPoints);
    connector.setAcceptQueueSize(QUEUE);
    // Connectors tell those of their beans that listen.
    connector.addBean(gate);
    connector.addBean(new Connections(connector, gate, limits));
  }

  @Override
  protected void doStart() {
    again();
  }

  private void again() {
    scheduler.schedule(this::look, pauseMillis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (isStopping() || isStopped()) {
      return;
    }
    try {
      deadline.look();
      gate.look();
    } catch (RuntimeException e) {
      LOG.error("The connections could not be looked at; trying again", e);
    }
    again();
  }
}
