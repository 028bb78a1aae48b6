// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.task.Page;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes uploads that no task will read: a process may die between an upload and its task, or
 * between the end of a task and the deletion of its upload.
 */
public final class LeftUploads {

  private static final Logger LOG = LoggerFactory.getLogger(LeftUploads.class);
  private static final Page FIRST = Page.oldest(1_000);
  private static final TaskFilter UNFINISHED =
      TaskFilter.status(TaskStatus.WAITING, TaskStatus.RUNNING);

  /** An upload is there for a moment before its task is, which any node may be storing. */
  static final Duration YOUNGEST = Duration.ofHours(1);

  private LeftUploads() {}

  /**
   * Looks through the tasks of all nodes that have not ended. To be called after the engine has
   * started, and now and then.
   *
   * @return how many were deleted
   * @throws IOException if the folder cannot be read
   */
  public static int discard(Errand errand, Uploads uploads) throws IOException {
    uploads.sweep();
    // Looked for before the tasks: one that is submitted meanwhile has a younger upload.
    Set<String> left = uploads.olderThan(YOUNGEST);
    GuardedErrand everything = errand.as(Principal.LOCAL);
    List<Task> tasks = left.isEmpty() ? List.of() : everything.tasks(UNFINISHED, FIRST);
    while (!tasks.isEmpty()) {
      for (Task task : tasks) {
        left.removeAll(Uploads.named(task.submission().inputs().text()));
      }
      tasks = everything.tasks(UNFINISHED, FIRST.after(tasks.getLast()));
    }
    for (String id : left) {
      try {
        uploads.discardId(id);
      } catch (IOException e) {
        LOG.warn("The upload {} is of no use to any task and cannot be deleted", id, e);
      }
    }
    return left.size();
  }
}
