// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.http.Response;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods by which clients of the revision 2025-11-25 follow their tasks. */
public final class ExperimentalTasks {

  private static final Duration CANCEL_WAIT = Duration.ofSeconds(5);
  private static final int PAGE = 50;

  private final TaskBodies bodies;
  private final PollPace pace;

  public ExperimentalTasks(TaskBodies bodies, PollPace pace) {
    this.bodies = bodies;
    this.pace = pace;
  }

  /**
   * Answers {@code tasks/get}.
   *
   * @throws Fault if there is no such task
   */
  public Response get(Call call) {
    pace.await(call.errand().principal().shown() + ' ' + call.params().path("taskId"));
    return call.answer(bodies.experimental(call, KnownTask.of(call)));
  }

  /**
   * Answers {@code tasks/cancel} with the task as it is a little later: it may still go on.
   *
   * @throws Fault if there is no such task, or it has ended
   */
  public Response cancel(Call call) {
    Task task = KnownTask.of(call);
    if (task.status().isTerminal()) {
      throw Fault.invalidParams("The task has ended already, so it cannot be cancelled.");
    }
    Task after = call.errand().cancel(task, CANCEL_WAIT).orElse(task);
    return call.answer(bodies.experimental(call, after));
  }

  /**
   * Answers {@code tasks/list}, newest first.
   *
   * @throws Fault if the cursor is not one of ours
   */
  public Response list(Call call) {
    Page first = Page.newest(PAGE);
    Page page = call.optionalText("cursor").map(cursor -> after(first, cursor)).orElse(first);
    List<Task> found = call.errand().tasks(TaskFilter.ALL, page);
    ObjectNode result = call.object();
    ArrayNode tasks = result.putArray("tasks");
    found.forEach(task -> tasks.add(bodies.experimental(call, task)));
    if (found.size() == PAGE) {
      result.put("nextCursor", cursor(found.getLast()));
    }
    return call.answer(result);
  }

  private static String cursor(Task last) {
    byte[] text = Long.toString(last.id().number()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static Page after(Page first, String cursor) {
    return number(cursor)
        .map(number -> new Page(first.order(), number, PAGE))
        .orElseThrow(() -> Fault.invalidParams("The 'cursor' is none that came from here."));
  }

  private static Optional<Long> number(String cursor) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(cursor);
      long number = Long.parseLong(new String(text, StandardCharsets.US_ASCII));
      return Optional.of(number).filter(positive -> positive > 0);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
