// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.task.Submission;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a task waits for an idle worker, on its own node and on another. */
@Command(
    name = "pickup",
    description = "From a submission to the first line of the operation, on an idle PostgreSQL.",
    mixinStandardHelpOptions = true)
final class PickupBench implements Callable<Integer> {

  private static final String NAME = "pickup";

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks of each kind, one after the other. Default: ${DEFAULT-VALUE}.")
  private int tasks = 500;

  @Option(
      names = "--pause",
      paramLabel = "MS",
      description = "Milliseconds between two of them. Default: ${DEFAULT-VALUE}.")
  private long pause = 10;

  /** Says when it began. */
  private record Noting(BlockingQueue<Long> began) implements Operation<Noting.Inputs, Void> {

    /** None. */
    record Inputs() {}

    @Override
    public OperationSpec<Inputs, Void> spec() {
      return OperationSpec.of(NAME, "Say when it began", Inputs.class, Void.class);
    }

    @Override
    public @Nullable Void run(Inputs inputs, TaskContext context) {
      began.add(System.nanoTime());
      return null;
    }
  }

  private final BlockingQueue<Long> began = new ArrayBlockingQueue<>(1);

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create();
        Postgres postgres = Postgres.start(scratch.folder())) {
      System.out.println("pickup: " + Machine.describe(scratch.folder()));
      PostgresSettings settings = PostgresSettings.of(postgres.freshSchema());
      Gate gate = new Gate(1);
      try (Errand busy = start(settings, scratch, builder(1).operation(gate));
          Errand idle = start(settings, scratch, builder(4))) {
        gate.occupy(busy);
        measure(idle, tasks / 5);
        System.out.println("on the same node:  " + measure(idle, tasks));
        measure(busy, tasks / 5);
        System.out.println("on another node:   " + measure(busy, tasks));
        gate.open();
      }
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private ErrandBuilder builder(int workers) {
    return Errand.builder().workers(workers).operation(new Noting(began));
  }

  private static Errand start(PostgresSettings settings, Scratch scratch, ErrandBuilder builder)
      throws Exception {
    Errand errand =
        builder.store(PostgresStore.at(settings)).data(scratch.within().folder()).build();
    errand.start();
    return errand;
  }

  private Latencies measure(Errand node, int count) throws InterruptedException {
    Latencies latencies = new Latencies();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      node.submit(Submission.of(NAME, new Noting.Inputs()));
      @Nullable Long begin = began.poll(30, TimeUnit.SECONDS);
      if (begin == null) {
        throw new IllegalStateException("A task was not started within 30 seconds");
      }
      latencies.add(begin - start);
      TimeUnit.MILLISECONDS.sleep(pause);
    }
    return latencies;
  }
}
