// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.Errand;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.operation.Recovery;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process with two tasks that ask, one of which holds its worker meanwhile. */
final class KilledAsking {

  private static final Question GO = Question.yesOrNo("go", "Go on?").within(Duration.ofDays(1));

  private KilledAsking() {}

  static Errand start(Path data) {
    Errand errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(work("stays", Asks.AND_STAYS))
            .operation(work("begins", Asks.AND_BEGINS_AGAIN))
            .build();
    errand.start();
    return errand;
  }

  private static Work work(String name, Asks asks) {
    return Work.of(
            name,
            (in, context) -> new Work.Out(context.ask(GO).isAccepted() ? "went on" : "stopped"))
        .recovery(Recovery.RETRY)
        .asks(asks);
  }

  private static boolean waits(Task task) {
    return task.operation().equals("stays") ? task.isAsking() : task.isParked();
  }

  public static void main(String[] args) throws InterruptedException {
    Errand errand = start(Path.of(args[0]));
    for (String name : new String[] {"stays", "begins"}) {
      var task =
          errand.submit(Submission.builder(name).inputs(Json.of(Work.In.named("x"))).build());
      try (var watch = errand.watch(task.id())) {
        while (!waits(watch.view().orElseThrow().task())) {
          boolean _ = watch.await(Duration.ofMinutes(1));
        }
      }
    }
    System.out.println("asked");
    new CountDownLatch(1).await();
  }
}
