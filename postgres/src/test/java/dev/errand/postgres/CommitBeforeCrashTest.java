// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.testkit.soak.ProxiedConnection;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction whose records were not on the disk when the database crashed leaves its number to
 * another one. The other one's commit must not be taken for its own.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommitBeforeCrashTest {

  private static final String NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
  private static final String TAKE = "SELECT pg_current_xact_id()::text::bigint";

  @TempDir Path folder;

  @Test
  void theNumberOfATransactionProvesNothingAfterACrash() throws Exception {
    // Nobody but a commit writes what is in memory.
    Map<String, String> settings = Map.of("wal_writer_delay", "10000ms", "autovacuum", "off");
    try (CrashingServer server = new CrashingServer(folder, settings);
        Proxy proxy = new Proxy(server.port());
        PostgresStore store =
            Tasks.opened(PostgresSettings.of(proxy.url(server.url())).listens(false), "node")) {
      Tasks.done(store.insert(Tasks.task()));
      long next = number(server.url(), NEXT);
      proxy.set(Proxy.Fault.COMMIT_VANISHES, "errand-writer");
      CompletableFuture<Task> inserted = store.insert(Tasks.task());
      awaitSwallowed(proxy);
      server.crash();
      proxy.set(Proxy.Fault.STALL);
      server.restart();
      while (number(server.url(), TAKE) < next + 10) {
        // Others commit under the numbers that come, among them the one that is free again.
      }
      proxy.set(Proxy.Fault.NONE);

      Task answered = Tasks.done(inserted);
      assertThat(store.find(answered.id().number())).as("what was answered").contains(answered);
    }
  }

  private static void awaitSwallowed(Proxy proxy) {
    while (proxy.connections("errand-writer").stream().noneMatch(ProxiedConnection::isDead)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long number(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
