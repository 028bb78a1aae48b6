// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells its progress once a second until it is its turn to end. */
final class Ticking implements Operation<Ticking.Inputs, Void> {

  static final String NAME = "ticking";

  private final Semaphore ends = new Semaphore(0);

  /**
   * How it is told.
   *
   * @param ticks whether it tells anything
   */
  record Inputs(boolean ticks) {}

  @Override
  public OperationSpec<Inputs, Void> spec() {
    return OperationSpec.of(NAME, "Tick once a second", Inputs.class, Void.class).waiting();
  }

  /** Has so many of them end. */
  void end(int tasks) {
    ends.release(tasks);
  }

  @Override
  public @Nullable Void run(Inputs inputs, TaskContext context) throws InterruptedException {
    long tick = 0;
    while (!ends.tryAcquire(1, TimeUnit.SECONDS)) {
      if (inputs.ticks()) {
        context.progress("Ticking", ++tick);
      }
    }
    return null;
  }
}
