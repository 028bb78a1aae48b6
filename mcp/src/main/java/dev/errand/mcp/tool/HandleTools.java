// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.access.ForbiddenException;
import dev.errand.mcp.task.KnownTask;
import dev.errand.mcp.task.OpenQuestions;
import dev.errand.mcp.task.TaskAddress;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.task.ToolResults;
import dev.errand.mcp.wire.Call;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools that start, follow and cancel tasks, for clients that cannot hold tasks and give a call up
 * after a minute. They answer at once and are never tasks themselves.
 */
public final class HandleTools {

  static final String START = "errand_start";
  static final String STATUS = "errand_status";
  static final String LOG = "errand_log";
  static final String CANCEL = "errand_cancel";

  private static final Set<String> NAMES = Set.of(START, STATUS, LOG, CANCEL);
  private static final String NO_TASK =
      "There is no such task. It never was there, belongs to others, or has ended so long ago that"
          + " it is forgotten.";

  private final Tools tools;
  private final Starting starting;
  private final TaskBodies bodies;
  private final ToolResults results;

  public HandleTools(Tools tools, Starting starting, TaskBodies bodies, ToolResults results) {
    this.tools = tools;
    this.starting = starting;
    this.bodies = bodies;
    this.results = results;
  }

  static boolean isOne(String name) {
    return NAMES.contains(name);
  }

  /**
   * What clients are told of them.
   *
   * @param own the tools that the caller may start
   */
  List<ObjectNode> documents(List<Tool> own) {
    return HandleDocuments.of(own.stream().map(Tool::name).toList());
  }

  /** Calls one of them. What goes wrong is told in the result. */
  ObjectNode call(Call call, String name, ObjectNode arguments) {
    try {
      return switch (name) {
        case START -> start(call, arguments);
        case STATUS -> status(call, task(call, arguments));
        case LOG -> LogExcerpt.of(arguments).read(call, task(call, arguments));
        default -> cancel(call, task(call, arguments));
      };
    } catch (RefusedCallException refused) {
      return ToolResults.error(call, refused.text());
    } catch (ForbiddenException forbidden) {
      return ToolResults.error(call, String.valueOf(forbidden.getMessage()));
    }
  }

  private static Task task(Call call, ObjectNode arguments) {
    return KnownTask.find(call.errand(), arguments.path("task"))
        .orElseThrow(() -> new RefusedCallException(NO_TASK));
  }

  private ObjectNode start(Call call, ObjectNode arguments) {
    String name = arguments.path("operation").asString("");
    Tool tool =
        tools
            .find(call, name)
            .orElseThrow(() ->
                new RefusedCallException(
                    "operation: there is none called '%s'; there are %s"
                        .formatted(name, tools.of(call).stream().map(Tool::name).toList())));
    Optional<String> key = Starting.key(arguments.path("key"), "key").or(() -> Starting.key(call));
    Task task = starting.start(call, tool, inputs(arguments), key);
    return structured(call, state(call, task));
  }

  private static ObjectNode inputs(ObjectNode arguments) {
    var inputs = arguments.path("arguments");
    if (inputs.isMissingNode() || inputs.isNull()) {
      return Json.mapper().createObjectNode();
    }
    if (inputs instanceof ObjectNode object) {
      return object;
    }
    throw new RefusedCallException("arguments: must be an object");
  }

  /** Of a task that has ended, what it gave as well, as if it had been waited for. */
  private ObjectNode status(Call call, Task task) {
    ObjectNode state = state(call, task);
    if (!task.status().isTerminal()) {
      return structured(call, state);
    }
    ObjectNode ended = results.of(call, task);
    results.structured(task).ifPresent(result -> state.set("result", result));
    ObjectNode answer = structured(call, state);
    var content = answer.withArrayProperty("content");
    ended
        .path("content")
        .forEach(block -> {
          if (!block.path("type").asString("").equals("text") || task.failure().isPresent()) {
            content.add(block);
          }
        });
    return answer;
  }

  private ObjectNode cancel(Call call, Task task) {
    Task after = call.errand().cancel(task).orElse(task);
    return structured(call, state(call, after));
  }

  private ObjectNode state(Call call, Task task) {
    ObjectNode state = call.object().put("task", task.id().key().toString());
    state.put("operation", task.operation());
    state.put("status", HandleDocuments.word(task.status()));
    ObjectNode body = bodies.experimental(call, task);
    var message = body.path("statusMessage");
    if (message.isString()) {
      state.set("message", message);
    }
    asked(call, task).ifPresent(questions -> state.set("questions", questions));
    if (!task.status().isTerminal()) {
      state.put("askAgainInSeconds", Math.ceilDiv(body.path("pollInterval").asInt(1_000), 1_000));
    }
    return state;
  }

  /** What the task asks, and where a person answers it. */
  private static Optional<ArrayNode> asked(Call call, Task task) {
    ArrayNode questions = Json.mapper().createArrayNode();
    for (AskedQuestion question : OpenQuestions.of(call.errand(), task).open()) {
      ObjectNode one = questions.addObject();
      one.put("key", question.key()).put("text", question.text());
      one.set("schema", question.schema().parse());
      question.until().ifPresent(until -> one.put("until", until.toString()));
      one.put("answerAt", new TaskAddress(call.http().base(), task).answers());
    }
    return Optional.of(questions).filter(some -> !some.isEmpty());
  }

  /** The same as a text, for clients that read no other. */
  static ObjectNode structured(Call call, ObjectNode content) {
    ObjectNode result = call.object();
    result.putArray("content").addObject().put("type", "text").put("text", content.toString());
    if (call.revision().isStructured()) {
      result.set("structuredContent", content);
    }
    return result;
  }
}
