// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.task.StoreException;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A node in a process of its own. Does what it reads from its input, and ends with it: {@code
 * submit MILLIS} has it submit a task so often, {@code quiet} none any more, {@code clock MILLIS}
 * puts its clock so far ahead of the machine's.
 */
final class ChaosNode {

  /** The database was away for too long. */
  static final int NOT_STARTED = 3;

  private static final int MANY = 1_000;
  private static final int WORKERS = 4;
  private static final int TRIES = 100;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Submitting submitting;
  private final AtomicLong clock;

  private ChaosNode(Submitting submitting, AtomicLong clock) {
    this.submitting = submitting;
    this.clock = clock;
  }

  /**
   * Arguments: the database, the folder, the name of the node, which of its processes this is, the
   * lease, the retention.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    AtomicLong clock = new AtomicLong();
    Errand errand = started(args, folder, clock);
    System.out.println("started");
    Acknowledgements acknowledgements = Acknowledgements.of(folder, args[2]);
    Submitting submitting = new Submitting(errand, args[2], acknowledgements);
    new Cancelling(errand, args[2] + "." + args[3], acknowledgements).start();
    new ChaosNode(submitting, clock).obey();
    // Whoever started this is gone, or wants it to be.
    System.exit(0);
  }

  /** Tries again while the database is away. */
  private static Errand started(String[] args, Path folder, AtomicLong clock) throws IOException {
    ChaosWork work = new ChaosWork(WitnessFile.in(folder), args[2] + "." + args[3]);
    for (int i = 0; i < TRIES; i++) {
      Errand errand = errand(args, folder, clock, work);
      try {
        errand.start();
        return errand;
      } catch (StoreException e) {
        System.err.println(e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    Runtime.getRuntime().halt(NOT_STARTED);
    throw new IllegalStateException("halted");
  }

  private static Errand errand(String[] args, Path folder, AtomicLong clock, ChaosWork work) {
    PostgresSettings database =
        PostgresSettings.of(args[0]).readers(3).lease(Duration.parse(args[4]));
    return Errand.builder()
        .store(PostgresStore.at(database))
        .data(folder.resolve(args[2]))
        .node(args[2] + "." + args[3])
        .workers(WORKERS)
        .waitingWorkers(WORKERS)
        .retention(Duration.parse(args[5]))
        .clock(() -> InstantSource.system().instant().plusMillis(clock.get()))
        .operation(Work.of(SoakTask.ONCE, work))
        .operation(Work.of(SoakTask.AGAIN, work).recovery(new Recovery.Retry(MANY)))
        .operation(Work.of(SoakTask.THRICE, work).recovery(new Recovery.Retry(SoakTask.ATTEMPTS)))
        .operation(Work.of(SoakTask.PATIENT, work).recovery(new Recovery.Retry(MANY)).waiting())
        .build();
  }

  private void obey() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "submit" -> submitting.go(Duration.ofMillis(Long.parseLong(words[1])));
          case "quiet" -> submitting.stop();
          case "clock" -> clock.set(Long.parseLong(words[1]));
          default -> throw new IOException("what is " + line);
        }
      }
    }
  }
}
