// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.store.TaskReads;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All tasks that a store has, however many. */
public final class StoredTasks {

  private StoredTasks() {}

  /** In the order of their numbers. */
  public static List<Task> of(TaskReads store) {
    List<Task> tasks = new ArrayList<>();
    Page page = Page.oldest(Page.MAX_LIMIT);
    List<Task> part = store.list(TaskFilter.ALL, page, Instant.EPOCH);
    while (!part.isEmpty()) {
      tasks.addAll(part);
      part = store.list(TaskFilter.ALL, page.after(part.getLast()), Instant.EPOCH);
    }
    return tasks;
  }
}
