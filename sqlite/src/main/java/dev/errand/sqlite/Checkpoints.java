// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log from growing without end. SQLite moves pages from it into the file by
 * itself after commits, but starts it anew only at a moment when nobody reads from it, and with
 * enough readers there is none. Past a limit such a moment is made: readers wait for one
 * checkpoint. Used by the writing thread only.
 */
final class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int COMMITS_BETWEEN_LOOKS = 64;

  private final Path wal;
  private final Statements writer;
  private final Readers readers;
  private final long limit;
  private int commits;

  Checkpoints(Path file, Statements writer, Readers readers, long limit) {
    this.wal = file.resolveSibling(file.getFileName() + "-wal");
    this.writer = writer;
    this.readers = readers;
    this.limit = limit;
  }

  /** To be called after each commit with its size, which is passed on. */
  IntConsumer then(IntConsumer listener) {
    return size -> {
      afterCommit();
      listener.accept(size);
    };
  }

  private void afterCommit() {
    commits++;
    if (commits % COMMITS_BETWEEN_LOOKS == 0 && size() > limit) {
      readers.pause(this::truncate);
    }
  }

  private long size() {
    try {
      return Files.size(wal);
    } catch (IOException e) {
      LOG.warn("Cannot see how long {} is: {}", wal, e.toString());
      return 0;
    }
  }

  private void truncate() {
    try {
      writer.pragma("wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // Nothing is lost: all of it is still in the log, and the next look tries again.
      LOG.warn("Could not shorten {} after {} bytes", wal, size(), e);
    }
  }
}
