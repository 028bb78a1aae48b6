// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files away in the background, so that neither who deletes tasks nor who ends a download
 * waits for it. What it does not get done is found by the next look for unowned files, of any node.
 * Safe for all threads.
 */
final class OutputCleaner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutputCleaner.class);

  private static final int BATCH = 500;
  private static final int MOST = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PatientReader database;
  private final Queue<AttemptKey> deleted = new ArrayBlockingQueue<>(MOST);
  private final Queue<UUID> closed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("errand-outputs-", 0).factory());

  OutputCleaner(PatientReader database) {
    this.database = database;
  }

  /** What the attempt left is to go. */
  void delete(AttemptKey attempt) {
    if (!deleted.offer(attempt)) {
      LOG.debug("Too much is to be deleted; the files of {} stay a while", attempt);
    }
    wake();
  }

  /** The download has ended. */
  void release(UUID reader) {
    closed.add(reader);
    wake();
  }

  /** Looks for what can go. */
  void wake() {
    if (!awake.getAndSet(true)) {
      try {
        worker.execute(this::clean);
      } catch (RejectedExecutionException e) {
        LOG.debug("The store is closed; what is left stays until another node looks", e);
      }
    }
  }

  private void clean() {
    awake.set(false);
    try {
      List<UUID> readers = drain(closed);
      while (!readers.isEmpty()) {
        List<UUID> some = readers;
        database.ask(connection -> OutputRemoval.release(connection, some));
        readers = drain(closed);
      }
      List<AttemptKey> attempts = drain(deleted);
      while (!attempts.isEmpty()) {
        List<AttemptKey> some = attempts;
        database.ask(connection -> OutputRemoval.doom(connection, some));
        attempts = drain(deleted);
      }
      database.ask(OutputRemoval::erase);
    } catch (StoreUnreachableException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("Files of tasks that are gone could not be deleted; that is tried again later", e);
    } catch (StoreException e) {
      LOG.warn("Files of tasks that are gone could not be deleted; that is tried again later", e);
    }
  }

  private static <T> List<T> drain(Queue<T> queue) {
    List<T> some = new ArrayList<>();
    for (T one = queue.poll(); one != null; one = some.size() < BATCH ? queue.poll() : null) {
      some.add(one);
    }
    return some;
  }

  /** Does what is to be done already, within a few seconds. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("Files of tasks that are gone are left for another node or the next start");
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
