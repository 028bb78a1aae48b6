// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again while the database cannot be reached, so that a restart or a failover costs neither
 * the work of an attempt nor a long download. What is asked may be done twice. Safe for all
 * threads.
 */
final class PatientReader {

  private static final Logger LOG = LoggerFactory.getLogger(PatientReader.class);

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<OpenStore.Reader> reader;

  PatientReader(Supplier<OpenStore.Reader> reader) {
    this.reader = reader;
  }

  /**
   * Asks once.
   *
   * @throws StoreException if the database cannot be reached or refuses
   */
  <T> T ask(OpenStore.Reader.Question<T> question) {
    return reader.get().ask(question);
  }

  /**
   * Asks until there is an answer, for a minute at the most.
   *
   * @throws StoreException if the database could not be reached for so long, or refuses
   * @throws InterruptedIOException if the thread is interrupted meanwhile
   */
  <T> T askPatiently(OpenStore.Reader.Question<T> question) throws InterruptedIOException {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      try {
        return ask(question);
      } catch (StoreException e) {
        if (!isDisconnect(e) || System.nanoTime() - start > PATIENCE_NANOS) {
          throw e;
        }
        LOG.debug("Asking again", e);
      }
      LockSupport.parkNanos(pause);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("Interrupted while the database could not be reached");
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  private static boolean isDisconnect(StoreException e) {
    return e.getCause() instanceof SQLException cause && DatabaseFailures.isDisconnect(cause);
  }
}
