// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A point that work reaches and waits at until a test opens it. Safe for all threads. */
public final class Gate {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** For the work: says that it is here and waits for {@link #open}. */
  public void pass() throws InterruptedException {
    reached.countDown();
    if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody opened the gate");
    }
  }

  /** For work that does not listen: the same, whatever interrupts it. */
  public void passDeaf() {
    reached.countDown();
    boolean interrupted = false;
    while (open.getCount() > 0) {
      try {
        open.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** For the test: waits until somebody is at the gate. */
  public void awaitReached() throws InterruptedException {
    if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came to the gate");
    }
  }

  public boolean isReached() {
    return reached.getCount() == 0;
  }

  public void open() {
    open.countDown();
  }
}
