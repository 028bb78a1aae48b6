// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Cuts connections of nodes at random, until closed, whenever there is a database. */
final class Cuts implements AutoCloseable {

  private static final String CUT =
      """
      SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'errand-%'
        ORDER BY random() LIMIT 2) AS some
      """;

  private final String url;
  private final Random random = new Random(1);
  private final Thread thread = Thread.ofPlatform().name("cuts").unstarted(this::run);
  private volatile boolean closed;

  Cuts(String url) {
    this.url = url;
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(600)).toNanos());
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute(CUT);
      } catch (SQLException e) {
        // The database is down: nothing is left to cut.
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
