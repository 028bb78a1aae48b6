// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.testkit.Work;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What every task of a soak does: tell the witness, the log and perhaps a file that it ran. */
public record SoakWork(Witness witness, String process) implements Work.Body {

  private static final Duration STEP = Duration.ofMillis(50);

  @Override
  public Work.Out run(Work.In inputs, TaskContext context) throws Exception {
    SoakTask task = SoakTask.described(inputs.name());
    Witness.Run run = witness.new Run(context, process);
    run.write(Witness.BEGIN);
    context.info("attempt " + context.attempt());
    work(task.length(), context, run);
    if (task.leavesFile()) {
      Files.writeString(context.output("file", "text/plain"), text(task, context.attempt()));
    }
    run.write(Witness.END);
    return new Work.Out(text(task, context.attempt()));
  }

  /** The result and the file of an attempt. */
  static String text(SoakTask task, int attempt) {
    return task.name() + " by attempt " + attempt;
  }

  private static void work(Duration length, TaskContext context, Witness.Run run)
      throws CancelledException {
    long end = System.nanoTime() + length.toNanos();
    long left = length.toNanos();
    while (left > 0) {
      LockSupport.parkNanos(Math.min(left, STEP.toNanos()));
      context.checkCancelled();
      left = end - System.nanoTime();
      if (left > STEP.toNanos()) {
        run.write(Witness.AT_WORK);
      }
    }
  }
}
