// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.ErrandException;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.SoakWork;
import dev.errand.testkit.soak.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A node of a {@link Soak}, in a process of its own: runs tasks, and submits some until it has been
 * told of as many as it should. A later process of the same name goes on where it was killed.
 */
final class SoakNode {

  private static final int SUBMITTERS = 3;
  private static final Duration RETENTION = Duration.ofHours(12);
  private static final Duration JUMP = Duration.ofHours(1);

  private final Errand errand;
  private final SoakPlan plan;
  private final String node;
  private final Acknowledgements acknowledgements;
  private final AtomicInteger next;
  private final AtomicInteger wanted;

  private SoakNode(Errand errand, SoakPlan plan, Path folder, String node) {
    this.errand = errand;
    this.plan = plan;
    this.node = node;
    this.acknowledgements = Acknowledgements.of(folder, node);
    List<Acknowledgements.Line> before = acknowledgements.lines();
    this.next =
        new AtomicInteger(
            before.stream()
                .map(line -> line.name().number() + 1)
                .max(Comparator.naturalOrder())
                .orElse(0));
    long submitted = before.stream().filter(Acknowledgements.Line::isSubmitted).count();
    this.wanted = new AtomicInteger(plan.tasksOfNode() - (int) submitted);
  }

  /**
   * Arguments: the database for the store, the database for the witness, the folder, the name of
   * the node, which of its processes this is, the plan.
   */
  public static void main(String[] args) throws Exception {
    SoakPlan plan = SoakPlan.parse(args[5]);
    Path folder = Path.of(args[2]);
    String process = args[3] + "." + args[4];
    SoakWork work = new SoakWork(new Witness(args[1]), process);
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(PostgresSettings.of(args[0]).readers(4).lease(plan.lease())))
            .data(folder.resolve(args[3]))
            .node(process)
            .workers(4)
            .waitingWorkers(4)
            .retention(RETENTION)
            .clock(args[3].equals(SoakPlan.JUMPING) ? jumping() : InstantSource.system())
            .operation(Work.of(SoakTask.ONCE, work))
            .operation(Work.of(SoakTask.AGAIN, work).recovery(new Recovery.Retry(1_000)))
            .operation(
                Work.of(SoakTask.PATIENT, work).recovery(new Recovery.Retry(1_000)).waiting())
            .build();
    errand.start();
    System.out.println("started");
    SoakNode submitting = new SoakNode(errand, plan, folder, args[3]);
    for (int i = 0; i < SUBMITTERS; i++) {
      Thread.ofPlatform().name("submitter-" + i).start(submitting::submitAll);
    }
    new CountDownLatch(1).await();
  }

  /** A clock that is an hour early and an hour late by turns, each for a second. */
  private static InstantSource jumping() {
    return () -> {
      InstantSource system = InstantSource.system();
      boolean early = system.millis() / 1_000 % 2 == 0;
      return early ? system.instant().minus(JUMP) : system.instant().plus(JUMP);
    };
  }

  private void submitAll() {
    long pause = plan.time().multipliedBy(SUBMITTERS).dividedBy(plan.tasksOfNode()).toNanos();
    // Each has a place among those that are wanted, and gives it back when it was refused.
    while (wanted.getAndDecrement() > 0) {
      long due = System.nanoTime() + pause;
      SoakTask task = new SoakTask(node, plan.mix(), next.getAndIncrement());
      long asked = acknowledgements.tried(task);
      try {
        Task answer = errand.submit(task.submission());
        acknowledgements.submitted(task, answer, asked);
        if (task.isCancelled()) {
          cancel(task, answer);
        }
      } catch (ErrandException e) {
        acknowledgements.refused(task, asked);
        wanted.incrementAndGet();
      }
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private void cancel(SoakTask task, Task submitted) {
    long asked = System.nanoTime();
    try {
      acknowledgements.cancelled(
          task, errand.cancel(submitted.id(), Optional.of("ann")).orElseThrow(), asked);
    } catch (ErrandException e) {
      // Nothing was promised, so the task may end in any way.
      acknowledgements.refused(task, asked);
    }
  }
}
