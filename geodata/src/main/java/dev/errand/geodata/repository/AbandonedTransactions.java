// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every minute for transactions that were left alone, and for what processes left that were
 * killed, so that it does not lie on the disk until the next start.
 */
public final class AbandonedTransactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

  private static final int PATIENCE_SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("errand-transactions").factory());
  private final Repositories repositories;

  private AbandonedTransactions(Repositories repositories) {
    this.repositories = repositories;
  }

  /** Begins to look; goes on until closed. */
  public static AbandonedTransactions watch(Repositories repositories) {
    AbandonedTransactions watch = new AbandonedTransactions(repositories);
    watch.timer.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.MINUTES);
    return watch;
  }

  private void look() {
    try {
      repositories.tidy();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not look for transactions that were left alone; trying again", e);
    }
  }

  /** Waits for a look that is on its way, which needs the repositories until its end. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A look for transactions that were left alone is broken off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
