// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler with the settings that were fastest in our study: it locks and fetches batches up to
 * four times its threads. Its tasks have no inputs, and it keeps no history: what was executed is
 * deleted.
 */
final class DbScheduler implements AutoCloseable {

  private static final String TASK = "no-op";
  private static final int CONNECTIONS = 20;

  private static final String TABLE =
      """
      CREATE TABLE scheduled_tasks (
        task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
        execution_time timestamptz, picked boolean NOT NULL, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures integer,
        last_heartbeat timestamptz, version bigint NOT NULL, priority smallint, state text,
        PRIMARY KEY (task_name, task_instance));
      CREATE INDEX ON scheduled_tasks (execution_time);
      CREATE INDEX ON scheduled_tasks (last_heartbeat);
      CREATE INDEX ON scheduled_tasks (priority DESC, execution_time ASC)
      """;

  private static final String FILL =
      """
      INSERT INTO scheduled_tasks
        (task_name, task_instance, execution_time, picked, version)
      SELECT ?, n::text, now(), false, 1 FROM generate_series(1, ?) AS n
      """;

  private final HikariDataSource connections = new HikariDataSource();
  private @Nullable Scheduler scheduler;

  DbScheduler(String url) throws SQLException {
    connections.setJdbcUrl(url);
    connections.setMaximumPoolSize(CONNECTIONS);
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  /** Stores tasks that are due. */
  void fill(int tasks) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement fill = connection.prepareStatement(FILL)) {
      fill.setString(1, TASK);
      fill.setInt(2, tasks);
      fill.executeUpdate();
    }
  }

  /** Runs so many; returns when the last has run. */
  void drain(int threads, int tasks) throws InterruptedException {
    CountDownLatch executed = new CountDownLatch(tasks);
    OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((_, _) -> executed.countDown());
    scheduler =
        Scheduler.create(connections, task)
            .threads(threads)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    scheduler.start();
    if (!executed.await(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException(executed.getCount() + " tasks have not run in 5 minutes");
    }
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.stop();
    }
    connections.close();
  }
}
