// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.incident.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has declarations read again when they change: soon where the system tells of changes, else within
 * seconds. Goes on, on a thread of its own, until closed.
 */
public final class DeclarationWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeclarationWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** An editor writes a file in several steps. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** What changes all the time is read all the same. */
  private static final int MOST_STEPS = 25;

  private final Incident failures =
      new Incident(
          LOG, "Declarations can be looked at again", Duration.ofDays(1), System::nanoTime);

  private final DeclaredOperations operations;
  private final Changes changes;
  private final Thread thread;
  private volatile boolean closed;

  private DeclarationWatch(DeclaredOperations operations, Changes changes) {
    this.operations = operations;
    this.changes = changes;
    thread = Thread.ofPlatform().daemon().name("errand-declarations").unstarted(this::run);
  }

  static DeclarationWatch of(Path place, DeclaredOperations operations) throws IOException {
    DeclarationWatch watch = new DeclarationWatch(operations, new Changes(place));
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!closed) {
        boolean changed = changes.await(PAUSE);
        for (int step = 0; changed && step < MOST_STEPS; step++) {
          changed = changes.await(QUIET);
        }
        if (!closed) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      operations.look();
      failures.over();
    } catch (IOException | RuntimeException e) {
      failures.happened("Declarations could not be looked at; trying again: " + e, e);
    }
    failures.look();
  }

  /** Returns when nothing is read any more. */
  @Override
  public void close() throws IOException {
    closed = true;
    changes.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
