// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Stores rows for many callers: one thread that commits whatever has gathered, and no more. */
final class BareGroupCommit implements AutoCloseable {

  private static final int MOST = 512;
  private static final TimeBasedEpochGenerator KEYS = Generators.timeBasedEpochGenerator();

  private final LinkedBlockingQueue<Row> queue = new LinkedBlockingQueue<>();
  private final BareFile file;
  private final Thread thread;

  private record Row(UUID key, String inputs, CompletableFuture<Long> stored) {}

  BareGroupCommit(Path path) throws SQLException {
    file = new BareFile(path);
    thread = Thread.ofPlatform().name("bare-group-commit").start(this::run);
  }

  /** Returns when the row is on the disk. */
  long store(String inputs) {
    Row row = new Row(KEYS.generate(), inputs, new CompletableFuture<>());
    queue.add(row);
    return row.stored().join();
  }

  private void run() {
    List<Row> rows = new ArrayList<>();
    try {
      while (true) {
        rows.clear();
        rows.add(queue.take());
        queue.drainTo(rows, MOST - 1);
        write(rows);
      }
    } catch (InterruptedException closing) {
      // Nobody waits for a row any more when this is closed.
    }
  }

  private void write(List<Row> rows) {
    List<Long> numbers = new ArrayList<>(rows.size());
    try {
      file.begin();
      for (Row row : rows) {
        numbers.add(file.insert(row.key(), row.inputs()));
      }
      file.commit();
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).stored().complete(numbers.get(i));
      }
    } catch (SQLException e) {
      rows.forEach(row -> row.stored().completeExceptionally(e));
    }
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    thread.interrupt();
    thread.join();
    file.close();
  }
}
