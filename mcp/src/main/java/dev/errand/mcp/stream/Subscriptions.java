// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.http.HttpException;
import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.http.Response;
import dev.errand.mcp.task.KnownTask;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.task.TaskMethods;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** Answers {@code subscriptions/listen}. Nothing but tasks can be listened to. */
public final class Subscriptions {

  private static final int MOST_TASKS = 100;
  private static final int MOST_STREAMS = 10;

  private final OpenAnswers open;
  private final TaskBodies bodies;

  /** How many each caller has open. */
  private final Map<String, Integer> streams = new ConcurrentHashMap<>();

  /**
   * @param open the answers that go on
   */
  public Subscriptions(OpenAnswers open, TaskBodies bodies) {
    this.open = open;
    this.bodies = bodies;
  }

  /**
   * Tells of tasks until all have ended, the client goes, or the server stops.
   *
   * @throws Fault if more is wanted than may be, or the client cannot hold tasks
   */
  public Response listen(Call call) {
    JsonNode wanted = call.params().path("notifications").path("taskIds");
    if (!wanted.isMissingNode()) {
      call.requireCapabilities(TaskMethods.required());
    }
    Map<String, Task> known = known(call, wanted);
    String caller = call.errand().principal().shown();
    Semaphore changed = new Semaphore(0);
    if (streams.merge(caller, 1, Integer::sum) > MOST_STREAMS) {
      leave(caller);
      throw Fault.invalidParams(
          "You have %d streams open, as many as may be; close one.".formatted(MOST_STREAMS));
    }
    Place place;
    try {
      place = open.stream(changed::release);
    } catch (HttpException full) {
      leave(caller);
      throw Fault.invalidParams(full.problem().message());
    }
    return new Response.Stream(
        MessageStream.TYPE,
        MessageStream.HEADERS,
        out -> {
          try (place) {
            Listening listening = new Listening(call, bodies, changed);
            listening.writeTo(new MessageStream(out), List.copyOf(known.values()), place, open);
          } finally {
            leave(caller);
          }
        });
  }

  private void leave(String caller) {
    streams.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  /** Those of the tasks that the caller may see; the others are passed over. */
  private static Map<String, Task> known(Call call, JsonNode wanted) {
    List<String> ids = new ArrayList<>();
    wanted.forEach(id -> ids.add(id.asString("")));
    if (!wanted.isMissingNode() && !wanted.isArray()) {
      throw Fault.invalidParams("'taskIds' must be a list of ids.");
    }
    if (ids.size() > MOST_TASKS) {
      throw Fault.invalidParams(
          "One stream listens to %d tasks at the most, not %d.".formatted(MOST_TASKS, ids.size()));
    }
    Map<String, Task> known = new LinkedHashMap<>();
    ids.forEach(id -> KnownTask.find(call.errand(), id).ifPresent(task -> known.put(id, task)));
    return known;
  }
}
