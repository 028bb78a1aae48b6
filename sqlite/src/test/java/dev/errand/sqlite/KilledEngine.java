// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that submits and runs tasks until it is killed. Prints the number of each task once its
 * submission was answered; work leaves a line in a witness file before it does anything else.
 */
final class KilledEngine {

  private static final int CALLERS = 16;

  private KilledEngine() {}

  /** Arguments: the data folder, and how many tasks to submit. */
  public static void main(String[] args) throws Exception {
    int tasks = Integer.parseInt(args[1]);
    Errand errand = start(Path.of(args[0]));
    System.out.println("started");
    CountDownLatch submitted = new CountDownLatch(CALLERS);
    for (int caller = 0; caller < CALLERS; caller++) {
      int first = caller;
      Thread.ofPlatform()
          .start(() -> {
            for (int i = first; i < tasks; i += CALLERS) {
              String operation = i % 4 == 0 ? "repeatable" : "once";
              Submission.Builder submission =
                  Submission.builder(operation).inputs(Json.EMPTY_OBJECT);
              if (i % 3 == 0) {
                submission.orderingKey("key-" + i % 7);
              }
              System.out.println("ack " + errand.submit(submission.build()).id().number());
            }
            submitted.countDown();
          });
    }
    submitted.await();
    System.out.println("submitted");
    new CountDownLatch(1).await();
  }

  static Errand start(Path data) throws IOException {
    FileChannel witness =
        FileChannel.open(
            data.resolve("witness"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    Work.Body body =
        (in, context) -> {
          String line = context.task().number() + " " + context.attempt() + "\n";
          witness.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
          context.info("at work");
          LockSupport.parkNanos(Duration.ofMillis(context.task().number() % 3).toNanos());
          return null;
        };
    Errand errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .workers(4)
            .operation(Work.of("once", body))
            .operation(Work.of("repeatable", body).recovery(new Recovery.Retry(1_000)))
            .build();
    errand.start();
    return errand;
  }
}
