// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.GuardedErrand;
import dev.errand.http.Response;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.util.List;

/** A list of active threads, oldest first, read and sent page by page. */
final class ThreadList {

  private static final Page FIRST = Page.oldest(200);

  private final GuardedErrand errand;
  private final TaskFilter filter;
  private final ThreadBodies bodies;

  private ThreadList(GuardedErrand errand, TaskFilter filter, ThreadBodies bodies) {
    this.errand = errand;
    this.filter = filter;
    this.bodies = bodies;
  }

  /** The threads that pass the filter and have not ended. */
  static Response answer(ServiceCall call, TaskFilter filter, ThreadBodies bodies) {
    TaskFilter active = filter.statuses(TaskStatus.WAITING, TaskStatus.RUNNING);
    ThreadList list = new ThreadList(call.errand(), active, bodies);
    // Read before anything is sent, so that a store out of order is answered with an error.
    List<Task> first = call.errand().tasks(active, FIRST);
    return ServiceBody.stream(
        ServiceFormat.of(call.request()),
        (writer, checkpoint) -> list.write(writer, checkpoint, first));
  }

  private void write(ServiceWriter writer, ServiceBody.Checkpoint checkpoint, List<Task> first)
      throws IOException {
    writer.list("threads", "thread");
    List<Task> tasks = first;
    while (!tasks.isEmpty()) {
      for (Task task : tasks) {
        bodies.write(writer.item(), task);
        writer.close();
        checkpoint.reached();
      }
      boolean last = tasks.size() < FIRST.limit();
      tasks = last ? List.of() : errand.tasks(filter, FIRST.after(tasks.getLast()));
    }
    writer.close();
  }
}
