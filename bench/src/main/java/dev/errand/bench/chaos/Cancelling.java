// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.Errand;
import dev.errand.task.ErrandException;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Cancels tasks from a node, whichever node they wait for or run on: some of those whose name says
 * that they are to be cancelled, so that others are left to the other nodes.
 */
final class Cancelling {

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int NEWEST = 60;

  private final Errand errand;
  private final String process;
  private final Acknowledgements acknowledgements;
  private final Random random;
  private final Set<UUID> seen = new HashSet<>();

  Cancelling(Errand errand, String process, Acknowledgements acknowledgements) {
    this.errand = errand;
    this.process = process;
    this.acknowledgements = acknowledgements;
    this.random = new Random(process.hashCode());
  }

  void start() {
    Thread.ofPlatform().daemon().name("canceller").start(this::run);
  }

  private void run() {
    while (true) {
      LockSupport.parkNanos(PAUSE.toNanos());
      try {
        errand
            .tasks(TaskFilter.status(TaskStatus.WAITING, TaskStatus.RUNNING), Page.newest(NEWEST))
            .stream()
            .filter(task -> SoakTask.described(task.description()).isCancelled())
            .filter(task -> seen.add(task.id().key()) && random.nextInt(3) > 0)
            .forEach(this::cancel);
      } catch (ErrandException e) {
        // The database is away, and so no cancel is promised.
        continue;
      }
    }
  }

  private void cancel(Task task) {
    long asked = System.nanoTime();
    errand
        .cancel(task.id(), Optional.of(process))
        .ifPresent(answer ->
            acknowledgements.cancelled(SoakTask.described(task.description()), answer, asked));
  }
}
