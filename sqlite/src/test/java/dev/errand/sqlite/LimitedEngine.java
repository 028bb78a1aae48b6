// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of {@link LimitAfterKillsTest}: submits tasks of which few may run at once, cancels
 * some, and goes on until it is killed. Each attempt writes into the file {@code witness} when it
 * begins and before it ends.
 */
final class LimitedEngine {

  static final long LIMIT = 3;
  static final int TASKS = 70;

  private LimitedEngine() {}

  /** Arguments: the data folder. */
  public static void main(String[] args) throws Exception {
    Errand errand = start(Path.of(args[0]), () -> System.out.println("begun"));
    Random random = new Random(7);
    List<Task> tasks = new ArrayList<>();
    errand.limits().pause("work", Optional.empty());
    for (int i = 0; i < TASKS; i++) {
      tasks.add(errand.submit(Work.submission("x").build()));
      if (random.nextInt(6) == 0) {
        errand.cancel(tasks.get(random.nextInt(tasks.size())).id(), Optional.empty());
      }
    }
    System.out.println("submitted");
    errand.limits().resume("work", Optional.empty());
    new CountDownLatch(1).await();
  }

  /**
   * @param begun told of each attempt that begins
   */
  static Errand start(Path data, Runnable begun) throws IOException {
    // Not a channel, which the interrupt of a cancel would close.
    FileOutputStream witness = new FileOutputStream(data.resolve("witness").toFile(), true);
    Work work =
        Work.of(
                (in, context) -> {
                  long number = context.task().number();
                  write(witness, "begin " + number);
                  begun.run();
                  try {
                    LockSupport.parkNanos(Duration.ofMillis(5 + number % 20).toNanos());
                    context.checkCancelled();
                    return null;
                  } finally {
                    write(witness, "end " + number);
                  }
                })
            .concurrency(LIMIT)
            .recovery(new Recovery.Retry(1_000));
    Errand errand =
        Errand.builder().store(SqliteStore.in(data)).data(data).workers(8).operation(work).build();
    errand.start();
    return errand;
  }

  static void write(FileOutputStream witness, String line) throws IOException {
    witness.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
