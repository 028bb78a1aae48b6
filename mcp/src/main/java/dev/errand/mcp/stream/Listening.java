// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Faults;
import dev.errand.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream that tells of tasks, on the request's own thread. What runs on this node wakes it;
 * what another node may change is looked at once a second.
 *
 * @param changed released whenever something changes
 */
record Listening(Call call, TaskBodies bodies, Semaphore changed) {

  private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);

  void writeTo(MessageStream out, List<Task> tasks, Place place, OpenAnswers open)
      throws IOException {
    out.message(acknowledgement(tasks));
    List<ListenedTask> listened = new ArrayList<>();
    try {
      tasks.forEach(task -> listened.add(ListenedTask.of(call.errand().watch(task.id()), changed)));
      out.message(last(out, listened, place, open.heartbeat().toNanos()));
    } finally {
      listened.forEach(ListenedTask::close);
    }
  }

  private ObjectNode acknowledgement(List<Task> tasks) {
    ObjectNode params = tagged(call.object());
    ObjectNode honoured = params.putObject("notifications");
    if (!tasks.isEmpty()) {
      var ids = honoured.putArray("taskIds");
      tasks.forEach(task -> ids.add(task.id().key().toString()));
    }
    return Answers.notification("notifications/subscriptions/acknowledged", params);
  }

  /** Tells of all changes until there is nothing more to come, and then the response. */
  private ObjectNode last(
      MessageStream out, List<ListenedTask> listened, Place place, long heartbeat)
      throws IOException {
    long beat = System.nanoTime();
    try {
      while (!place.isOver()) {
        changed.drainPermits();
        if (tell(out, listened)) {
          beat = System.nanoTime();
        }
        if (listened.isEmpty()) {
          break;
        }
        boolean woken = changed.tryAcquire(Math.min(LOOK_AGAIN, heartbeat), TimeUnit.NANOSECONDS);
        if (System.nanoTime() - beat >= heartbeat) {
          out.comment();
          beat = System.nanoTime();
        }
        if (woken) {
          LockSupport.parkNanos(PACE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      return call.body(Faults.of(e));
    }
    return call.body(tagged(call.object()));
  }

  private boolean tell(MessageStream out, List<ListenedTask> listened) throws IOException {
    boolean told = false;
    for (Iterator<ListenedTask> all = listened.iterator(); all.hasNext(); ) {
      ListenedTask one = all.next();
      var news = one.news(System.nanoTime());
      if (news.isPresent()) {
        ObjectNode params = tagged(bodies.detailed(call, news.get()));
        out.message(Answers.notification("notifications/tasks", params));
        told = true;
      }
      if (one.isOver()) {
        one.close();
        all.remove();
      }
    }
    return told;
  }

  private ObjectNode tagged(ObjectNode params) {
    params.withObjectProperty("_meta").set(SUBSCRIPTION, call.ask().id());
    return params;
  }
}
