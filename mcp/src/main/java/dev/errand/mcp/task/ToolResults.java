// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.Errand;
import dev.errand.access.Action;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.operation.OperationInfo;
import dev.errand.operation.OperationOutputs;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.Output;
import dev.errand.task.Progress;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What ended tasks gave, as results of tools. Safe for all threads. */
public final class ToolResults {

  /** A result with more characters is left to who asks for it. */
  private static final int MOST_CHARACTERS = 64 << 10;

  /** How tasks fail that their operations did not let fail. */
  private static final Set<String> ENGINE =
      Set.of(
          Failure.LOST,
          Failure.STOPPED,
          StoreException.class.getName(),
          StoreFullException.class.getName(),
          StoreUnreachableException.class.getName());

  private final Errand errand;

  public ToolResults(Errand errand) {
    this.errand = errand;
  }

  /** What is said of a task that failed without its operation's doing; empty for any other. */
  public Optional<Fault> fault(Task task) {
    return task.failure()
        .filter(failure -> ENGINE.contains(failure.type()))
        .map(failure -> Fault.internal(StatusText.failure(failure)));
  }

  /** The message that answers a call whose task has ended. */
  public ObjectNode answer(Call call, Task task) {
    return fault(task).map(call::body).orElseGet(() -> call.body(of(call, task)));
  }

  /** The result of a task that has ended, whatever became of it. */
  public ObjectNode of(Call call, Task task) {
    ObjectNode result = call.object();
    ArrayNode content = result.putArray("content");
    if (task.status() == TaskStatus.FINISHED) {
      finished(call, task, result, content);
    } else {
      ended(call, task, result, content);
    }
    return result;
  }

  /** A result that tells a model what is wrong, so that it can do it better. */
  public static ObjectNode error(Call call, String text) {
    ObjectNode result = call.object();
    text(result.putArray("content"), text);
    return result.put("isError", true);
  }

  private void ended(Call call, Task task, ObjectNode result, ArrayNode content) {
    result.put("isError", true);
    String text =
        task.failure()
            .map(StatusText::failure)
            .or(() -> StatusText.of(call.errand(), task))
            .orElse("The task did not end well.");
    text(content, text);
    if (call.errand().allows(Action.READ_LOG, task)) {
      TaskAddress address = new TaskAddress(call.http().base(), task);
      link(call, content, new Link(address.log(), "log", "text/plain"), Optional.empty());
    }
  }

  private void finished(Call call, Task task, ObjectNode result, ArrayNode content) {
    Optional<OperationInfo> operation = errand.operation(task.operation());
    TaskAddress address = new TaskAddress(call.http().base(), task);
    Optional<ObjectNode> structured = structured(operation, task);
    if (structured.isPresent()) {
      String text = structured.get().toString();
      if (call.revision().isStructured()) {
        result.set("structuredContent", structured.get());
      }
      if (text.length() <= MOST_CHARACTERS) {
        text(content, text);
      } else {
        text(
            content,
            "The result has %d characters; the link leads to it.".formatted(text.length()));
        link(
            call,
            content,
            new Link(address.results(), "result", "application/json"),
            Optional.empty());
      }
    } else {
      text(
          content,
          task.progress().map(Progress::text).filter(text -> !text.isBlank()).orElse("Done."));
    }
    files(call, task, operation)
        .forEach((id, file) ->
            link(
                call,
                content,
                new Link(address.output(id), id, file.mediaType()),
                Optional.of(file.size())));
  }

  /** The files that a task left, by the names that callers know. */
  static Map<String, Output> files(Call call, Task task, Optional<OperationInfo> operation) {
    List<Output> left = call.errand().outputs(task.id());
    Map<String, Output> named = new LinkedHashMap<>();
    left.forEach(file -> named.put(file.name(), file));
    return operation.map(info -> info.outputs().named(left)).orElse(named);
  }

  /** The same. */
  public Map<String, Output> files(Call call, Task task) {
    return files(call, task, errand.operation(task.operation()));
  }

  /** The result as an object, as the schema of results describes it. */
  public Optional<ObjectNode> structured(Task task) {
    return structured(errand.operation(task.operation()), task);
  }

  private static Optional<ObjectNode> structured(Optional<OperationInfo> operation, Task task) {
    return task.result()
        .map(result -> {
          ObjectNode object = Json.mapper().createObjectNode();
          Map<String, JsonNode> parts =
              operation
                  .map(info -> info.outputs().parts(result))
                  .orElseGet(() -> Map.of(OperationOutputs.RESULT, result.parse()));
          parts.forEach(object::set);
          return object;
        });
  }

  private record Link(String uri, String name, String mediaType) {}

  private static void link(Call call, ArrayNode content, Link link, Optional<Long> size) {
    if (!call.revision().isStructured()) {
      text(content, link.name() + ": " + link.uri());
      return;
    }
    ObjectNode block =
        content
            .addObject()
            .put("type", "resource_link")
            .put("uri", link.uri())
            .put("name", link.name())
            .put("mimeType", link.mediaType());
    size.ifPresent(bytes -> block.put("size", bytes));
    block.putObject("annotations").putArray("audience").add("user");
  }

  private static void text(ArrayNode content, String text) {
    content.addObject().put("type", "text").put("text", text);
  }
}
