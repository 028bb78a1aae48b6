// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
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
 * A node of {@link ClusterTest}, in its process or in one that it kills. Each attempt writes a line
 * with task, attempt and ordering key into the file {@code witness} of a folder that all share.
 */
final class EngineNode {

  static final Duration LEASE = Duration.ofSeconds(2);

  private EngineNode() {}

  /** Arguments: the database, the folder with the witness, the name of the node. */
  public static void main(String[] args) throws Exception {
    PostgresSettings settings = PostgresSettings.of(args[0]).readers(4).lease(LEASE);
    start(settings, Path.of(args[1]), args[2]);
    System.out.println("started");
    new CountDownLatch(1).await();
  }

  static Errand start(PostgresSettings settings, Path folder, String name) throws IOException {
    FileChannel witness =
        FileChannel.open(
            folder.resolve("witness"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    Work.Body body =
        (in, context) -> {
          witness.write(ByteBuffer.wrap(line(context).getBytes(StandardCharsets.US_ASCII)));
          context.info("at work");
          LockSupport.parkNanos(Duration.ofMillis(1 + context.task().number() % 5).toNanos());
          return null;
        };
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(settings))
            .data(folder.resolve(name))
            .node(name)
            .workers(4)
            .operation(Work.of("once", body))
            .operation(Work.of("repeatable", body).recovery(new Recovery.Retry(1_000)))
            .build();
    errand.start();
    return errand;
  }

  private static String line(TaskContext context) {
    return context.task().number() + " " + context.attempt() + "\n";
  }
}
