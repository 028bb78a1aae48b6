// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.limit.Lane;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Selection;
import dev.errand.store.Store;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which tasks a claim is to take, by going through all that wait. */
final class QueueModel {

  private static final Comparator<Task> IN_ORDER =
      Comparator.comparingInt((Task task) -> task.submission().priority())
          .reversed()
          .thenComparingLong(task -> task.id().number());

  private QueueModel() {}

  static List<Task> with(Store store, TaskStatus status, Instant now) {
    return store.list(TaskFilter.status(status), Page.oldest(10_000), now);
  }

  static List<Long> choose(Store store, Limits limits, int free, Instant now) {
    Running running = new Running();
    with(store, TaskStatus.RUNNING, now)
        .forEach(task -> running.add(Lane.of(task.submission()), 1, 1));
    Selection selection = new Selection(limits, running);
    List<Long> chosen = new ArrayList<>();
    for (Task task : with(store, TaskStatus.WAITING, now).stream().sorted(IN_ORDER).toList()) {
      Lane lane = Lane.of(task.submission());
      if (chosen.size() < free && selection.admits(lane)) {
        selection.take(lane);
        chosen.add(task.id().number());
      }
    }
    return chosen;
  }
}
