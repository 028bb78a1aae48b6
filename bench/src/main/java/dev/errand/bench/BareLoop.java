// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The life of tasks as SQL and nothing else: each transaction finishes the tasks of the one before,
 * with a progress, a result and a log line each, and claims as many new ones as there would be
 * workers. No operation is called, no thread is changed.
 */
final class BareLoop implements AutoCloseable {

  private static final int FILL = 512;

  private final BareFile file;
  private final PreparedStatement next;
  private final PreparedStatement start;
  private final PreparedStatement end;
  private final PreparedStatement log;

  BareLoop(Path path) throws SQLException {
    file = new BareFile(path);
    next =
        file.prepare(
            """
            SELECT number, inputs FROM task INDEXED BY task_claimable
            WHERE status = 0 AND hold = 0 AND waits = 0 ORDER BY priority DESC, number LIMIT ?
            """);
    start =
        file.prepare(
            """
            UPDATE task SET status = 1, attempt = attempt + 1, epoch = epoch + 1, started = ?,
              node = 'node-1' WHERE number = ? AND status = 0
            """);
    end =
        file.prepare(
            """
            UPDATE task SET status = 2, result = '{"count":12345}', ended = ?, retention_end = ?,
              log_last = 1, progress_text = 'Doing nothing...', progress_amount = 1
            WHERE number = ? AND epoch = 1 AND status = 1
            """);
    log = file.prepare("INSERT INTO log_line VALUES (?, 1, ?, 1, 'Nothing was done.')");
  }

  /** Stores waiting tasks. */
  void fill(int tasks) throws SQLException {
    for (int done = 0; done < tasks; done += FILL) {
      file.begin();
      for (int i = done; i < Math.min(tasks, done + FILL); i++) {
        file.insert(UUID.randomUUID(), NoOp.INPUTS);
      }
      file.commit();
    }
  }

  /** Takes all waiting tasks through their lives. */
  void drain(int workers) throws SQLException {
    List<Long> claimed = List.of();
    do {
      file.begin();
      for (long number : claimed) {
        end(number);
      }
      claimed = claim(workers);
      file.commit();
    } while (!claimed.isEmpty());
  }

  private List<Long> claim(int workers) throws SQLException {
    List<Long> claimed = new ArrayList<>();
    next.setInt(1, workers);
    try (ResultSet row = next.executeQuery()) {
      while (row.next()) {
        claimed.add(row.getLong(1));
        row.getString(2);
      }
    }
    for (long number : claimed) {
      start.setLong(1, System.currentTimeMillis());
      start.setLong(2, number);
      start.executeUpdate();
    }
    return claimed;
  }

  private void end(long number) throws SQLException {
    long now = System.currentTimeMillis();
    end.setLong(1, now);
    end.setLong(2, now + 600_000);
    end.setLong(3, number);
    end.executeUpdate();
    log.setLong(1, number);
    log.setLong(2, now);
    log.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    file.close();
  }
}
