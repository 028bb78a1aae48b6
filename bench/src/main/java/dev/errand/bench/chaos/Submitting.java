// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.Errand;
import dev.errand.task.ErrandException;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Submits tasks from a node and writes down what it is told. A later process of the same name goes
 * on where an earlier one was killed. What has an idempotency key is submitted again until it is
 * known to be there, all else once.
 */
final class Submitting {

  private static final int THREADS = 2;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Errand errand;
  private final String node;
  private final Acknowledgements acknowledgements;
  private final AtomicInteger next;
  private volatile boolean wanted;

  Submitting(Errand errand, String node, Acknowledgements acknowledgements) {
    this.errand = errand;
    this.node = node;
    this.acknowledgements = acknowledgements;
    this.next =
        new AtomicInteger(
            acknowledgements.lines().stream()
                .filter(line -> line.name().node().equals(node))
                .map(line -> line.name().number() + 1)
                .max(Comparator.naturalOrder())
                .orElse(0));
  }

  /** Begins, with so much time between two tasks. */
  void go(Duration pause) {
    if (!wanted) {
      wanted = true;
      for (int i = 0; i < THREADS; i++) {
        Thread.ofPlatform().name("submitter-" + i).start(() -> run(pause.multipliedBy(THREADS)));
      }
    }
  }

  /** Lets those that are on their way come to their end. */
  void stop() {
    wanted = false;
  }

  private void run(Duration pause) {
    long due = System.nanoTime();
    while (wanted) {
      SoakTask task = new SoakTask(node, SoakTask.Mix.CHAOS, next.getAndIncrement());
      while (wanted && !isSettled(task)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      // Time that was lost while the database was away is not caught up with.
      due = Math.max(due + pause.toNanos(), System.nanoTime() - pause.toNanos());
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private boolean isSettled(SoakTask task) {
    long asked = acknowledgements.tried(task);
    try {
      acknowledgements.submitted(task, errand.submit(task.submission()), asked);
      return true;
    } catch (ErrandException e) {
      if (Answers.isUnknown(e)) {
        acknowledgements.unknown(task, asked);
      } else {
        acknowledgements.refused(task, asked);
      }
      return !task.isIdempotent();
    }
  }
}
