// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Recording;
import dev.errand.store.Store;
import dev.errand.task.ErrandException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what attempts say to the store, and tells attempts that no longer hold their task. */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** How long the writer of a crowded log waits for the store before it goes on. */
  private static final long PATIENCE_SECONDS = 10;

  private final Store store;
  private final StoreOutage outage;

  Recorder(Store store, StoreOutage outage) {
    this.store = store;
    this.outage = outage;
  }

  /** Stores what is new of all these attempts; called twice a second. */
  void saveAll(Collection<LiveAttempt> attempts) {
    for (LiveAttempt attempt : attempts) {
      if (attempt.isUnsaved()) {
        save(attempt, LiveAttempt::take);
      }
    }
  }

  private CompletableFuture<Boolean> save(
      LiveAttempt attempt, Function<LiveAttempt, Recording> take) {
    CompletableFuture<Boolean> stored;
    synchronized (attempt) {
      stored = store.record(attempt.ref(), take.apply(attempt));
    }
    return stored.whenComplete((held, failed) -> {
      if (failed != null) {
        attempt.notSaved();
        outage.failed("store progress and log of task " + attempt.ref(), failed);
        return;
      }
      outage.stores();
      if (!held) {
        attempt.cancellation().signal(Cancellation.Reason.FENCED);
      }
    });
  }

  /**
   * Hands in what is new and waits, so that an attempt cannot log faster than the store takes it.
   */
  void saveNow(LiveAttempt attempt) {
    try {
      save(attempt, LiveAttempt::takeLog).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The log of task {} waits for its store", attempt.ref(), e);
    }
  }

  /** Waits for a write. */
  static <T> T join(CompletableFuture<T> write) {
    try {
      return write.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ErrandException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
