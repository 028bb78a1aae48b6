// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of claims that failed: of a store that is out of reach once when that begins
 * and once when it is over, because claims are tried again every second. Safe for all threads.
 */
final class StoreOutage {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);

  private final AtomicBoolean away = new AtomicBoolean();

  void failed(Throwable failure) {
    Throwable cause = cause(failure);
    if (!isAway(cause)) {
      LOG.error("Tasks could not be claimed; trying again in a second", failure);
    } else if (away.getAndSet(true)) {
      LOG.debug("Tasks could still not be claimed; trying again in a second", failure);
    } else {
      LOG.warn("No task can be started until the store is back: {}", cause.getMessage());
    }
  }

  /** A claim whose outcome is not known was made to a store that went away. */
  private static boolean isAway(Throwable cause) {
    return cause instanceof StoreUnreachableException || cause instanceof UnknownOutcomeException;
  }

  void works() {
    if (away.get() && away.getAndSet(false)) {
      LOG.info("The store is back; tasks are started again");
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
