// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.io.IOException;
import java.util.List;

/** The list of all tasks, oldest first, read and sent page by page. */
final class TaskList {

  private static final Page FIRST = Page.oldest(200);

  private final Errand errand;
  private final TaskBodies bodies;

  TaskList(Errand errand, TaskBodies bodies) {
    this.errand = errand;
    this.bodies = bodies;
  }

  Response handle(Request request) {
    Format format = Format.of(request);
    String base = request.base();
    // Read before anything is sent, so that a store out of order is answered with an error.
    GuardedErrand errand = this.errand.as(request.principal());
    List<Task> first = errand.tasks(TaskFilter.ALL, FIRST);
    return Body.stream(
        format, (writer, checkpoint) -> write(errand, writer, checkpoint, first, base));
  }

  private void write(
      GuardedErrand errand,
      BodyWriter writer,
      Body.Checkpoint checkpoint,
      List<Task> first,
      String base)
      throws IOException {
    writer.list("tasks");
    List<Task> tasks = first;
    while (!tasks.isEmpty()) {
      for (Task task : tasks) {
        writer.entry("task");
        bodies.members(writer, task, base);
        writer.endEntry();
        checkpoint.reached();
      }
      boolean last = tasks.size() < FIRST.limit();
      tasks = last ? List.of() : errand.tasks(TaskFilter.ALL, FIRST.after(tasks.getLast()));
    }
    writer.endList();
  }
}
