// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.incident.Incident;
import dev.errand.task.StoreUnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tidies up again and again, on a thread of its own, so that what a process left that was killed
 * does not wait for somebody to start.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long LONGEST_END_SECONDS = 10;

  private final ScheduledExecutorService timer;
  private final String what;
  private final Work work;
  private final Incident failures;

  /** What is done each time. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  private Upkeep(String what, Work work) {
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("errand-upkeep-of-" + what).factory());
    this.what = what;
    this.work = work;
    this.failures =
        new Incident(
            LOG,
            "The %s can be looked after again".formatted(what),
            Duration.ofDays(1),
            System::nanoTime);
  }

  /**
   * Begins after a pause; goes on until closed.
   *
   * @param what it looks after, for the log
   * @param pause from the end of one time to the beginning of the next
   */
  public static Upkeep of(String what, Duration pause, Work work) {
    Upkeep upkeep = new Upkeep(what, work);
    upkeep.timer.scheduleWithFixedDelay(
        upkeep::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return upkeep;
  }

  private void look() {
    try {
      work.run();
      failures.over();
    } catch (StoreUnreachableException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("Could not look after the {}; trying again", what, e);
    } catch (IOException e) {
      LOG.debug("Could not look after the {}; trying again", what, e);
      failures.happened(told(e));
    } catch (RuntimeException e) {
      failures.happened(told(e), e);
    }
    failures.look();
  }

  private String told(Exception e) {
    return "The %s could not be looked after; trying again: %s".formatted(what, e);
  }

  /** Returns when what is being done is done; it is not interrupted, as half would be worse. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Still looking after the {} at the end", what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
