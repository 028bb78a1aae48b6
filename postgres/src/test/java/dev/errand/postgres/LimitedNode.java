// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.testkit.Work;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A node of {@link LimitOfNodesTest}, in its process or in one that it kills. Each attempt writes
 * where it runs into the file {@code witness} when it begins, and again before it ends.
 */
final class LimitedNode {

  static final Duration LEASE = Duration.ofSeconds(2);
  static final long LIMIT = 3;

  private LimitedNode() {}

  /** Arguments: the database, the folder with the witness, the name of the node. */
  public static void main(String[] args) throws Exception {
    PostgresSettings settings = PostgresSettings.of(args[0]).readers(4).lease(LEASE);
    start(settings, Path.of(args[1]), args[2], 4, () -> System.out.println("begun"));
    System.out.println("started");
    new CountDownLatch(1).await();
  }

  /**
   * @param workers with fewer than the limit, another node always finds something to run
   * @param begun told of each attempt that begins
   */
  static Errand start(
      PostgresSettings settings, Path folder, String name, int workers, Runnable begun)
      throws IOException {
    FileOutputStream witness = witness(folder);
    Work work =
        Work.of(
                (in, context) -> {
                  long number = context.task().number();
                  write(witness, "begin " + name + " " + number);
                  begun.run();
                  try {
                    LockSupport.parkNanos(Duration.ofMillis(5 + number % 20).toNanos());
                    context.checkCancelled();
                    return null;
                  } finally {
                    write(witness, "end " + name + " " + number);
                  }
                })
            .concurrency(LIMIT)
            .recovery(new Recovery.Retry(1_000));
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(settings))
            .data(folder.resolve(name))
            .node(name)
            .workers(workers)
            .operation(work)
            .build();
    errand.start();
    return errand;
  }

  /** Not a channel, which the interrupt of a cancel would close. */
  static FileOutputStream witness(Path folder) throws IOException {
    return new FileOutputStream(folder.resolve("witness").toFile(), true);
  }

  static void write(FileOutputStream witness, String line) throws IOException {
    witness.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
