// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import dev.errand.task.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one store: one that writes and a pool of those that read. Safe for all
 * threads.
 */
final class Pools implements AutoCloseable {

  /**
   * A node that freezes or loses its network within a transaction must not hold its locks for long.
   * Each statement of the writer names its rows, so that nothing but an index is right, whatever
   * stale statistics say of a table that was empty a minute ago.
   */
  private static final String WRITER =
      """
      SET idle_in_transaction_session_timeout = '10s';
      SET lock_timeout = '30s';
      SET enable_seqscan = off;
      SET enable_bitmapscan = off;
      SET enable_sort = off;
      SET plan_cache_mode = force_generic_plan;
      SET jit = off
      """;

  /**
   * Compiling takes longer than any statement of ours, and wrong estimates would bring it about.
   */
  private static final String READER = "SET jit = off";

  private static final long CONNECT_MILLIS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

  private final HikariDataSource writer;
  private final HikariDataSource readers;

  private Pools(HikariDataSource writer, HikariDataSource readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * @throws SQLException if the database cannot be reached
   */
  static Pools open(PostgresSettings settings) throws SQLException {
    HikariConfig writer = config(settings, "errand-writer", 1);
    writer.setConnectionInitSql(WRITER);
    writer.setAutoCommit(false);
    HikariConfig readers = config(settings, "errand-reader", settings.readers());
    readers.setConnectionInitSql(READER);
    readers.setMinimumIdle(1);
    HikariDataSource writing = source(writer);
    try {
      return new Pools(writing, source(readers));
    } catch (SQLException e) {
      writing.close();
      throw e;
    }
  }

  /** A pool for tables that change seldom, of which each use is a transaction. */
  static HikariDataSource seldom(PostgresSettings settings, String name, int size)
      throws SQLException {
    HikariConfig config = config(settings, name, size);
    config.setConnectionInitSql(READER);
    config.setAutoCommit(false);
    config.setMinimumIdle(1);
    return source(config);
  }

  private static HikariDataSource source(HikariConfig config) throws SQLException {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static HikariConfig config(PostgresSettings settings, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(settings.url());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setDataSourceProperties(properties(settings, name));
    return config;
  }

  /** What every connection is made with; the URL may say otherwise. */
  static Properties properties(PostgresSettings settings, String name) {
    Properties properties = new Properties();
    settings
        .login()
        .ifPresent(login -> {
          properties.setProperty("user", login.user());
          properties.setProperty("password", login.password());
        });
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", "5");
    // Seconds; without it a connection whose other end is gone silently blocks for ever.
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  Connection writer() throws SQLException {
    return writer.getConnection();
  }

  /** What was committed on it stays so, and what was not is gone, whatever this comes to. */
  static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection was broken when it was given back", e);
    }
  }

  /** A connection on which each statement is a transaction of its own. */
  Connection reader() throws SQLException {
    return readers.getConnection();
  }

  /** How the two pools are used, from memory. */
  List<ConnectionPool> figures() {
    return List.of(figures("readers", readers), figures("writer", writer));
  }

  private static ConnectionPool figures(String name, HikariDataSource source) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return new ConnectionPool(
        name,
        pool.getActiveConnections(),
        pool.getIdleConnections(),
        pool.getThreadsAwaitingConnection(),
        source.getMaximumPoolSize());
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
