// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Recovery;
import dev.errand.store.Claimed;
import dev.errand.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the recovery rule to what processes that are gone were running. */
final class LostAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(LostAttempts.class);

  private final Store store;
  private final Operations operations;
  private final Attempts attempts;

  LostAttempts(Store store, Operations operations, Attempts attempts) {
    this.store = store;
    this.operations = operations;
    this.attempts = attempts;
  }

  /** Returns when what is to become of them is durable. */
  synchronized void recover() {
    for (Claimed lost : store.lost()) {
      Recovery recovery =
          operations
              .find(lost.task().operation())
              .<Recovery>map(operation -> operation.spec().recovery())
              .orElse(Recovery.FAIL);
      Verdict verdict = Recoveries.lost(lost.task(), recovery);
      LOG.info(
          "Task {} was running when its server went away and {}",
          lost.task().id(),
          verdict instanceof Verdict.Requeue ? "waits again" : "has ended by that");
      attempts.settleLost(lost, verdict);
    }
  }
}
