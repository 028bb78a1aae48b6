// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.access.ForbiddenException;
import dev.errand.http.HttpException;
import dev.errand.http.Response;
import dev.errand.mcp.stream.Waiting;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.task.ToolResults;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Revision;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Json;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers {@code tools/call}. Every call of an operation is a task; whether its caller waits for
 * the end or gets the task depends on what it can hold and on how long the like of it took.
 */
public final class ToolCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final Tools tools;
  private final HandleTools handles;
  private final Starting starting;
  private final Waiting waiting;
  private final TaskBodies bodies;
  private final ToolResults results;
  private final Duration taskAfter;

  /**
   * How calls are answered.
   *
   * @param waiting waits
   * @param bodies writes tasks
   * @param results writes results
   * @param taskAfter what is known to take no longer is waited for
   */
  public record Answering(
      Waiting waiting, TaskBodies bodies, ToolResults results, Duration taskAfter) {}

  public ToolCalls(Tools tools, HandleTools handles, Starting starting, Answering answering) {
    this.tools = tools;
    this.handles = handles;
    this.starting = starting;
    this.waiting = answering.waiting();
    this.bodies = answering.bodies();
    this.results = answering.results();
    this.taskAfter = answering.taskAfter();
  }

  /**
   * Calls a tool.
   *
   * @throws Fault if there is no such tool for the caller, or it cannot be called so
   */
  public Response answer(Call call) {
    String name = call.text("name");
    ObjectNode arguments = arguments(call);
    if (tools.rules().handles() && HandleTools.isOne(name)) {
      return call.answer(handles.call(call, name, arguments));
    }
    Tool tool = tools.named(call, name);
    if (call.revision().isModern()) {
      tools.rules().required().apply(tool.operation()).ifPresent(call::requireCapabilities);
    }
    Task task;
    try {
      task = starting.start(call, tool, arguments, Starting.key(call));
    } catch (RefusedCallException refused) {
      return call.answer(ToolResults.error(call, refused.text()));
    }
    return answer(call, tool.operation(), task);
  }

  private static ObjectNode arguments(Call call) {
    JsonNode arguments = call.params().path("arguments");
    if (arguments.isMissingNode() || arguments.isNull()) {
      return Json.mapper().createObjectNode();
    }
    if (arguments instanceof ObjectNode object) {
      return object;
    }
    throw Fault.invalidParams("'arguments' must be an object.");
  }

  private Response answer(Call call, OperationInfo operation, Task task) {
    if (call.declaresTasks()) {
      return isQuick(call, operation) ? soonOrTask(call, task) : created(call, task);
    }
    if (call.revision() == Revision.EXPERIMENTAL_TASKS && call.params().path("task").isObject()) {
      ObjectNode result = call.object();
      result.set("task", bodies.experimental(call, task));
      return call.answer(result);
    }
    return waiting.answer(
        call, task, ended -> results.answer(call, ended), full -> notWaited(call, task, full));
  }

  private boolean isQuick(Call call, OperationInfo operation) {
    if (operation.asks()) {
      return false;
    }
    return switch (operation.hints().pace()) {
      case QUICK -> true;
      case LONG -> false;
      case AS_SEEN ->
          call.errand()
              .typicalDuration(operation.name())
              .filter(typical -> typical.compareTo(taskAfter) <= 0)
              .isPresent();
    };
  }

  /** What should have been quick and is not becomes a task after all. */
  private Response soonOrTask(Call call, Task task) {
    Optional<Task> ended;
    if (task.status().isTerminal()) {
      ended = Optional.of(task);
    } else {
      try (Watch watch = call.errand().watch(task.id())) {
        ended = waiting.briefly(watch);
      }
    }
    return ended
        .map(last -> Answers.json(200, results.answer(call, last), Map.of()))
        .orElseGet(() -> created(call, task));
  }

  /** A task whose id cannot be told belongs to nobody who could ask for it. */
  private Response created(Call call, Task task) {
    byte[] body = Json.mapper().writeValueAsBytes(call.body(bodies.created(call, task)));
    // What sends it adds a line break.
    String length = Integer.toString(body.length + 1);
    return new Response.Stream(
        Answers.JSON,
        Map.of("Content-Length", length),
        out -> {
          try {
            out.write(body);
            out.flush();
          } catch (IOException lost) {
            cancel(call, task);
            throw lost;
          }
        });
  }

  private static void cancel(Call call, Task task) {
    if (Starting.key(call).isPresent()) {
      // Whoever has a key asks again.
      return;
    }
    try {
      var _ = call.errand().cancel(task);
    } catch (StoreException | ForbiddenException e) {
      LOG.warn("Task {}, of which nobody knows, could not be cancelled", task.id(), e);
    }
  }

  /** Nothing is lost, and nothing is to be started again. */
  private Response notWaited(Call call, Task task, HttpException full) {
    String text =
        "The call was started as task %s and goes on, but nobody can wait for it here: %s"
            .formatted(task.id().key(), full.problem().message());
    String how =
        tools.rules().handles()
            ? " Ask " + HandleTools.STATUS + " for it; do not call it again."
            : " Do not call it again.";
    return call.answer(ToolResults.error(call, text + how));
  }
}
