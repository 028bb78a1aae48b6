// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection for one purpose, outside the pools so that a crowd there cannot delay it. Made when
 * first asked for and made anew after it was dropped. For one thread, but for {@link #close}.
 */
final class DedicatedConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DedicatedConnection.class);

  private final String url;
  private final Properties properties;
  private @Nullable Connection connection;
  private boolean closed;

  /**
   * @param patience how long the database may take for an answer before the connection counts as
   *     broken; whole seconds, at least one
   */
  DedicatedConnection(PostgresSettings settings, String name, Duration patience) {
    this.url = settings.url();
    this.properties = Pools.properties(settings, name);
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
  }

  /** The connection; each statement on it is a transaction of its own. */
  Connection get() throws SQLException {
    synchronized (this) {
      if (connection != null) {
        return connection;
      }
    }
    Connection fresh = DriverManager.getConnection(url, properties);
    synchronized (this) {
      if (closed) {
        fresh.close();
        throw new SQLException("closed", "08003");
      }
      connection = fresh;
    }
    return fresh;
  }

  /** Lets go of a connection that does not work. */
  synchronized void drop() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A broken connection could not be closed", e);
      }
      connection = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
