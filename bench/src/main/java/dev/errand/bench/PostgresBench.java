// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole lives of tasks that do nothing, on PostgreSQL. They are stored before the clock starts. */
@Command(
    name = "postgres",
    description = "Tasks that do nothing on PostgreSQL, against db-scheduler on the same server.",
    mixinStandardHelpOptions = true)
final class PostgresBench implements Callable<Integer> {

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
      System.out.println(
          "PostgreSQL "
              + postgres.version()
              + " on this machine, fsync on; CPU is that of the JVM + that of the server");
      for (int count : workers) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
            Contender.limit("db-scheduler, " + count + " threads", _ -> peer(postgres, count)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers",
                _ -> errand(postgres, scratch, count, WideLimits::none)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers, wide limits",
                _ -> errand(postgres, scratch, count, WideLimits::set)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers, limit elsewhere",
                _ -> errand(postgres, scratch, count, WideLimits::elsewhere)));
        System.out.println(new Comparison(contenders, pacing).run());
      }
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private Measured peer(Postgres postgres, int count) throws Exception {
    try (DbScheduler scheduler = new DbScheduler(postgres.freshSchema())) {
      scheduler.fill(tasks);
      DatabaseCost before = postgres.cost();
      Measured.Watch watch = new Measured.Watch();
      scheduler.drain(count, tasks);
      return watch.stop(tasks).with(postgres.cost().since(before), tasks);
    }
  }

  private Measured errand(Postgres postgres, Scratch scratch, int count, Consumer<Errand> limits)
      throws Exception {
    try (Scratch round = scratch.within();
        NodesOfOneDatabase nodes = new NodesOfOneDatabase(postgres.freshSchema(), round, count)) {
      nodes.add();
      nodes.limit(limits);
      return nodes.drain(postgres, tasks);
    }
  }
}
