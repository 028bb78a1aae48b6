// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.Response;
import dev.errand.mcp.stream.Waiting;
import dev.errand.mcp.task.KnownTask;
import dev.errand.mcp.task.ToolResults;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code tasks/result} of the revision 2025-11-25, which waits for the end of a task. */
record TaskResult(Waiting waiting, ToolResults results) {

  private static final String RELATED = "io.modelcontextprotocol/related-task";

  Response answer(Call call) {
    Task task = KnownTask.of(call);
    return task.status().isTerminal()
        ? Answers.json(200, ended(call, task), Map.of())
        : waiting.answer(
            call,
            task,
            last -> ended(call, last),
            full -> {
              throw Fault.internal(full.problem().message());
            });
  }

  private ObjectNode ended(Call call, Task task) {
    if (task.status() == TaskStatus.CANCELLED) {
      return call.body(Fault.internal("Task was cancelled"));
    }
    ObjectNode message = results.answer(call, task);
    if (message.path("result") instanceof ObjectNode result) {
      result
          .withObjectProperty("_meta")
          .putObject(RELATED)
          .put("taskId", task.id().key().toString());
    }
    return message;
  }
}
