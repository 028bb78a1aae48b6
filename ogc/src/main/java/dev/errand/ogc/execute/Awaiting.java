// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.GuardedErrand;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.Wait;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the end of a task that somebody executes. One that asks is not waited for, since the
 * answer may have to come from the very caller.
 *
 * @param asks whether the task may ask
 */
record Awaiting(GuardedErrand errand, boolean asks) {

  /** How long is waited at a stretch; the end of the task ends it. */
  private static final Duration STRETCH = Duration.ofHours(1);

  /** The task if it ends in time. */
  Optional<Task> end(Task task, Wait wait) throws InterruptedException {
    // Nobody is kept waiting for one that was put off.
    if (wait instanceof Wait.Not || task.times().due().isPresent()) {
      return Optional.empty();
    }
    Duration stretch = wait instanceof Wait.AtMost(Duration time) ? time : STRETCH;
    Task now = task;
    do {
      if (!now.status().isTerminal()) {
        now = asks ? asking(task, stretch) : ended(task, stretch);
      }
    } while (!now.status().isTerminal() && !now.isAsking() && wait instanceof Wait.ToTheEnd);
    return Optional.of(now).filter(last -> last.status().isTerminal());
  }

  private Task ended(Task task, Duration atMost) throws InterruptedException {
    return errand.await(task.id(), atMost).orElseThrow(() -> gone(task));
  }

  /** As it is when it has ended, asks, or the time is over. */
  private Task asking(Task task, Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    try (Watch watch = errand.watch(task.id())) {
      while (true) {
        Task now = watch.view().map(TaskView::task).orElseThrow(() -> gone(task));
        Duration left = atMost.minusNanos(System.nanoTime() - start);
        if (now.status().isTerminal() || now.isAsking() || !left.isPositive()) {
          return now;
        }
        boolean _ = watch.await(left);
      }
    }
  }

  private static OgcException gone(Task task) {
    return OgcException.noSuchJob(task.id().key().toString());
  }
}
