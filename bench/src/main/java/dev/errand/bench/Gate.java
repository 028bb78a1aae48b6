// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Submission;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Keeps workers occupied until it is opened, so that what is submitted meanwhile waits. */
final class Gate implements Operation<Gate.Inputs, Void> {

  static final String NAME = "gate";

  private final CountDownLatch open = new CountDownLatch(1);
  private final CountDownLatch occupied;
  private final int workers;

  Gate(int workers) {
    this.workers = workers;
    occupied = new CountDownLatch(workers);
  }

  /** None. */
  record Inputs() {}

  @Override
  public OperationSpec<Inputs, Void> spec() {
    return OperationSpec.of(NAME, "Wait for the gate", Inputs.class, Void.class);
  }

  /** Returns when every worker stands at the gate. */
  void occupy(Errand errand) throws InterruptedException {
    for (int i = 0; i < workers; i++) {
      errand.submit(Submission.of(NAME, new Inputs()));
    }
    occupied.await();
  }

  void open() {
    open.countDown();
  }

  @Override
  public @Nullable Void run(Inputs inputs, TaskContext context) throws InterruptedException {
    occupied.countDown();
    open.await();
    return null;
  }
}
