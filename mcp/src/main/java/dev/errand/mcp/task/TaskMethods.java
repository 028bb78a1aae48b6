// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.http.Response;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.InvalidAnswersException;
import dev.errand.task.Json;
import dev.errand.task.Task;
import tools.jackson.databind.node.ObjectNode;

/** The methods by which clients of the newest revision follow their tasks. */
public final class TaskMethods {

  private final TaskBodies bodies;
  private final PollPace pace;

  public TaskMethods(TaskBodies bodies, PollPace pace) {
    this.bodies = bodies;
    this.pace = pace;
  }

  /** The capability without which no client may ask for tasks. */
  public static ObjectNode required() {
    ObjectNode required = Json.mapper().createObjectNode();
    required.putObject("extensions").putObject(Call.TASKS);
    return required;
  }

  /**
   * Answers {@code tasks/get}.
   *
   * @throws Fault if there is no such task
   */
  public Response get(Call call) {
    call.requireCapabilities(required());
    pace.await(call.errand().principal().shown() + ' ' + call.params().path("taskId"));
    return call.answer(bodies.detailed(call, KnownTask.of(call)));
  }

  /**
   * Answers {@code tasks/update}, which answers what a task asks. What it does not ask, or what has
   * an answer, is passed over.
   *
   * @throws Fault if there is no such task, the caller may not answer for it, or an answer is not
   *     what was asked for; then none is taken
   */
  public Response update(Call call) {
    call.requireCapabilities(required());
    Task task = KnownTask.of(call);
    OpenQuestions open = OpenQuestions.of(call.errand(), task);
    try {
      var _ =
          call.errand()
              .answer(task, InputResponses.of(call.params(), open))
              .orElseThrow(KnownTask::unknown);
    } catch (InvalidAnswersException unfit) {
      throw Fault.invalidParams(String.valueOf(unfit.getMessage()));
    }
    return call.answer(call.object());
  }

  /**
   * Answers {@code tasks/cancel}, at once and whatever became of the task.
   *
   * @throws Fault if there is no such task
   */
  public Response cancel(Call call) {
    call.requireCapabilities(required());
    Task task = KnownTask.of(call);
    if (!task.status().isTerminal()) {
      var _ = call.errand().cancel(task);
    }
    return call.answer(call.object());
  }
}
