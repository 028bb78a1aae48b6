// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole lives of tasks that do nothing. They are all stored before the clock starts. */
@Command(
    name = "life-cycle",
    description = "Tasks that do nothing, from WAITING to FINISHED, against SQL alone.",
    mixinStandardHelpOptions = true)
final class LifeCycleBench implements Callable<Integer> {

  private static final int SUBMITTERS = 256;

  @Mixin private Pacing pacing = new Pacing();

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      description = "Workers; several numbers are measured in turn. Default: 16,100.")
  private List<Integer> workers = List.of(16, 100);

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks in a round. Default: ${DEFAULT-VALUE}.")
  private int tasks = 20_000;

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      System.out.println(
          "life-cycle: " + tasks + " tasks a round; " + Machine.describe(scratch.folder()));
      for (int count : workers) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
            Contender.limit("SQL alone, batches of " + count, _ -> loop(scratch, count)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers", _ -> errand(scratch, count, WideLimits::none)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers, wide limits",
                _ -> errand(scratch, count, WideLimits::set)));
        contenders.add(
            Contender.errand(
                "errand, " + count + " workers, limit elsewhere",
                _ -> errand(scratch, count, WideLimits::elsewhere)));
        System.out.println(new Comparison(contenders, pacing).run());
      }
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private Measured loop(Scratch scratch, int count) throws Exception {
    try (Scratch round = scratch.within();
        BareLoop loop = new BareLoop(round.folder().resolve("bare.db"))) {
      loop.fill(tasks);
      Measured.Watch watch = new Measured.Watch();
      loop.drain(count);
      return watch.stop(tasks);
    }
  }

  private Measured errand(Scratch scratch, int count, Consumer<Errand> limits) throws Exception {
    CountDownLatch ended = new CountDownLatch(count + tasks);
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            ended.countDown();
          }
        };
    try (Scratch round = scratch.within();
        Running running = Running.start(round.folder(), count, listener)) {
      running.gate().occupy(running.errand());
      limits.accept(running.errand());
      Callers.times(SUBMITTERS, tasks, () -> running.errand().submit(NoOp.submission()));
      Measured.Watch watch = new Measured.Watch();
      running.gate().open();
      if (!ended.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(ended.getCount() + " tasks have not ended in a minute");
      }
      return watch.stop(tasks);
    }
  }
}
