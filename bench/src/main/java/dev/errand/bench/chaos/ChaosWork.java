// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What every task does: tell the witness, the log and perhaps a file that it ran. */
record ChaosWork(WitnessFile witness, String process) implements Work.Body {

  private static final Duration STEP = Duration.ofMillis(100);

  @Override
  public Work.Out run(Work.In inputs, TaskContext context) throws Exception {
    long called = System.nanoTime();
    SoakTask task = SoakTask.described(inputs.name());
    long epoch = context.epoch();
    String text = text(task, context.attempt(), epoch);
    WitnessFile.Run run = witness.new Run(context, epoch, process, called);
    context.info("attempt " + context.attempt());
    work(task.length(), run);
    if (task.leavesFile()) {
      Files.writeString(context.output("file", "text/plain"), text);
    }
    run.write(Witness.END);
    return new Work.Out(text);
  }

  /** The result and the file of an attempt, which no other attempt has. */
  static String text(SoakTask task, int attempt, long epoch) {
    return task.name() + " by attempt " + attempt + " of epoch " + epoch;
  }

  private static void work(Duration length, WitnessFile.Run run)
      throws CancelledException, IOException {
    long end = System.nanoTime() + length.toNanos();
    long left = length.toNanos();
    while (left > 0) {
      LockSupport.parkNanos(Math.min(left, STEP.toNanos()));
      left = end - System.nanoTime();
      if (left > 0) {
        run.write(Witness.AT_WORK);
      }
    }
  }
}
