// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Hears what other nodes announce, on a connection of its own. Every few seconds it announces
 * something to itself on the same connection; when that is not heard, the connection is replaced:
 * it may be half open, or a pooler may have put others behind it.
 */
final class Listening implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private static final int WAIT_MILLIS = 1_000;
  private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long DEAF_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final DedicatedConnection connection;
  private final String channel;
  private final Lease lease;
  private final Consumer<Announcement> heard;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("errand-listen").unstarted(this::run);
  private volatile boolean closed;
  private volatile boolean deaf = true;
  private boolean unheard;
  private long echoed;
  private long asked;

  Listening(PostgresSettings settings, String channel, Lease lease, Consumer<Announcement> heard) {
    // The driver's wait for notifications ends by itself; whatever else takes so long is broken.
    this.connection =
        new DedicatedConnection(settings, "errand-listen", Duration.ofNanos(DEAF_NANOS / 2));
    this.channel = channel;
    this.lease = lease;
    this.heard = heard;
  }

  void start() {
    thread.start();
  }

  /** Whether announcements may be missed, so that others must be asked more often. */
  boolean isDeaf() {
    return deaf;
  }

  private void run() {
    while (!closed) {
      try {
        listen(connection.get());
      } catch (SQLException e) {
        reconnect(e);
      } catch (RuntimeException e) {
        LOG.error("Hearing of other nodes failed; going on", e);
      }
    }
  }

  private void reconnect(SQLException why) {
    connection.drop();
    if (closed) {
      return;
    }
    // A database that is away is told of by the engine, which notices as well.
    LOG.atLevel(unheard && !deaf ? Level.WARN : Level.DEBUG)
        .log("Other nodes are not heard; listening anew: {}", why.toString());
    unheard = false;
    deaf = true;
    try {
      TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  private void listen(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute("LISTEN " + channel);
      PGConnection driver = open.unwrap(PGConnection.class);
      echoed = System.nanoTime();
      asked = echoed - ECHO_NANOS;
      while (!closed) {
        echo(statement);
        for (PGNotification one : driver.getNotifications(WAIT_MILLIS)) {
          Announcement.read(one.getParameter()).ifPresent(this::hear);
        }
      }
    }
  }

  private void echo(Statement statement) throws SQLException {
    long now = System.nanoTime();
    if (now - echoed > DEAF_NANOS) {
      unheard = true;
      throw new SQLException("An announcement to oneself was not heard", "08006");
    }
    if (now - asked >= ECHO_NANOS) {
      asked = now;
      Announcement echo = new Announcement(lease.node().id(), Announcement.What.ECHO, 0);
      statement.execute("NOTIFY " + channel + ", '" + echo.text() + "'");
    }
  }

  private void hear(Announcement announcement) {
    if (announcement.node() != lease.node().id()) {
      heard.accept(announcement);
    } else if (announcement.what() == Announcement.What.ECHO) {
      echoed = System.nanoTime();
      deaf = false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    connection.close();
  }
}
