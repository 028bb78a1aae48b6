// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Task;
import dev.errand.TaskListener;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole lives of tasks that do nothing, on PostgreSQL. They are stored before the clock starts. */
@Command(
    name = "postgres",
    description = "Tasks that do nothing on PostgreSQL, against db-scheduler on the same server.",
    mixinStandardHelpOptions = true)
final class PostgresBench implements Callable<Integer> {

  private static final int SUBMITTERS = 256;

  @Mixin private Pacing pacing = new Pacing();

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      description = "Workers; several numbers are measured in turn. Default: 100.")
  private List<Integer> workers = List.of(100);

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks in a round. Default: ${DEFAULT-VALUE}.")
  private int tasks = 20_000;

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create();
        Postgres postgres = Postgres.start(scratch.folder())) {
      System.out.println(
          "postgres: " + tasks + " tasks a round; " + Machine.describe(scratch.folder()));
      System.out.println("PostgreSQL " + postgres.version() + " on this machine, fsync on");
      for (int count : workers) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
            Contender.limit("db-scheduler, " + count + " threads", _ -> peer(postgres, count)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers", _ -> errand(postgres, scratch, count)));
        System.out.println(new Comparison(contenders, pacing).run());
      }
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private Measured peer(Postgres postgres, int count) throws Exception {
    try (DbScheduler scheduler = new DbScheduler(postgres.freshSchema())) {
      scheduler.fill(tasks);
      Measured.Watch watch = new Measured.Watch();
      scheduler.drain(count, tasks);
      return watch.stop(tasks);
    }
  }

  private Measured errand(Postgres postgres, Scratch scratch, int count) throws Exception {
    CountDownLatch ended = new CountDownLatch(count + tasks);
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            ended.countDown();
          }
        };
    PostgresStore store = PostgresStore.at(PostgresSettings.of(postgres.freshSchema()));
    try (Scratch round = scratch.within();
        Running running = Running.start(store, round.folder(), count, listener)) {
      running.gate().occupy(running.errand());
      Callers.times(SUBMITTERS, tasks, () -> running.errand().submit(NoOp.submission()));
      Measured.Watch watch = new Measured.Watch();
      running.gate().open();
      if (!ended.await(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException(ended.getCount() + " tasks have not ended in 5 minutes");
      }
      return watch.stop(tasks);
    }
  }
}
