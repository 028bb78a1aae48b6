// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Faults;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * How far one stream is.
   *
   * @param open those that have not ended
   * @param listened those of them that are watched
   */
  private record Told(MessageStream out, List<TaskId> open, Map<TaskId, ListenedTask> listened) {}

  void writeTo(MessageStream out, List<Task> tasks, Place place, OpenAnswers answers)
      throws IOException {
    out.message(acknowledgement(tasks));
    Map<TaskId, ListenedTask> listened = new LinkedHashMap<>();
    List<TaskId> open = new ArrayList<>(tasks.stream().map(Task::id).toList());
    try {
      out.message(last(new Told(out, open, listened), place, answers.heartbeat().toNanos()));
    } finally {
      listened.values().forEach(ListenedTask::close);
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
  private ObjectNode last(Told told, Place place, long heartbeat) throws IOException {
    long beat = System.nanoTime();
    try {
      while (!place.isOver()) {
        changed.drainPermits();
        boolean away = false;
        try {
          if (tell(told)) {
            beat = System.nanoTime();
          }
        } catch (StoreUnreachableException later) {
          // A watch that begins anew, as those do that failed, has its signal raised.
          changed.drainPermits();
          away = true;
        }
        if (told.open().isEmpty()) {
          break;
        }
        long look = Math.min(LOOK_AGAIN, heartbeat);
        long pause = away ? look : Math.min(look, pause(told));
        boolean woken = changed.tryAcquire(pause, TimeUnit.NANOSECONDS);
        if (System.nanoTime() - beat >= heartbeat) {
          told.out().comment();
          beat = System.nanoTime();
        }
        if (woken && !away) {
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

  /** Nanoseconds until there is something to tell, were nothing to change. */
  private static long pause(Told told) {
    long now = System.nanoTime();
    return told.listened().values().stream()
        .mapToLong(one -> one.pause(now))
        .reduce(Long.MAX_VALUE, Math::min);
  }

  private boolean tell(Told told) throws IOException {
    boolean any = false;
    for (Iterator<TaskId> all = told.open().iterator(); all.hasNext(); ) {
      TaskId task = all.next();
      ListenedTask one = told.listened().computeIfAbsent(task, this::listen);
      try {
        var news = one.news(System.nanoTime());
        if (news.isPresent()) {
          ObjectNode params = tagged(bodies.detailed(call, news.get()));
          told.out().message(Answers.notification("notifications/tasks", params));
          any = true;
        }
      } catch (StoreUnreachableException away) {
        // It takes for told what was not; one that begins anew tells all.
        told.listened().remove(task);
        one.close();
        throw away;
      }
      if (one.isOver()) {
        told.listened().remove(task);
        one.close();
        all.remove();
      }
    }
    return any;
  }

  private ListenedTask listen(TaskId task) {
    return ListenedTask.of(call.errand().watch(task), changed);
  }

  private ObjectNode tagged(ObjectNode params) {
    params.withObjectProperty("_meta").set(SUBSCRIPTION, call.ask().id());
    return params;
  }
}
