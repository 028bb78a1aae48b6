// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every minute for transactions that were left alone, so that what is in them does not lie on
 * the disk until the next start.
 */
public final class AbandonedTransactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

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
      repositories.endAbandonedTransactions();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not look for transactions that were left alone; trying again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
