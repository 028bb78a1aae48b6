// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An operation whose tasks do one step after the other, as a test says; each goes by a name. */
final class Puppet {

  static final String NAME = "puppet";
  private static final String INPUTS =
      """
      {"name": {"type": "string"},
       "password": {"type": "string", "writeOnly": true, "default": "none"}}
      """;
  private static final String RESULT =
      """
      {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
      """;

  private final Map<String, LinkedBlockingQueue<Order>> strings = new ConcurrentHashMap<>();

  interface Step {
    void in(TaskContext context) throws Exception;
  }

  /** A step, and what tells that it was done. */
  private record Order(Optional<Step> step, CompletableFuture<Boolean> done) {}

  /** The end of what a task does. */
  private static final class EndException extends Exception {
    private static final long serialVersionUID = 1;

    EndException(String text) {
      super(text);
    }
  }

  private LinkedBlockingQueue<Order> string(String name) {
    return strings.computeIfAbsent(name, n -> new LinkedBlockingQueue<>());
  }

  /** Of an ordinary one, of one that is always waited for, and the like. */
  Scripted operation(String name) {
    return Scripted.of(name, INPUTS, RESULT, this::run);
  }

  private @Nullable JsonNode run(JsonNode inputs, TaskContext context) throws Exception {
    String name = inputs.path("name").asString("");
    LinkedBlockingQueue<Order> string = string(name);
    Order cancel = new Order(Optional.empty(), new CompletableFuture<>());
    try (var registration = context.onCancel(() -> string.add(cancel))) {
      while (true) {
        Order order = context.uninterrupted(string::take);
        try {
          order.step().orElseThrow(CancelledException::new).in(context);
        } catch (EndException end) {
          return Json.mapper().createObjectNode().put("text", end.getMessage());
        } finally {
          order.done().complete(true);
        }
      }
    }
  }

  /** Has the task do this, and waits until it did. */
  void step(String name, Step step) throws Exception {
    Order order = new Order(Optional.of(step), new CompletableFuture<>());
    string(name).add(order);
    assert order.done().get(20, TimeUnit.SECONDS);
  }

  /** Waits until the task is at work. */
  void running(String name) throws Exception {
    step(name, context -> {});
  }

  /** Ends the task well. */
  void end(String name) throws Exception {
    end(name, name);
  }

  /** Ends the task well with this result. */
  void end(String name, String text) throws Exception {
    step(
        name,
        context -> {
          throw new EndException(text);
        });
  }
}
