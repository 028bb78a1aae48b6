// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.operation.Hints;
import dev.errand.task.Json;
import dev.errand.task.TaskStatus;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told of the tools that start and follow tasks. */
final class HandleDocuments {

  private HandleDocuments() {}

  /**
   * All of them.
   *
   * @param operations the names of the tools that can be started
   */
  static List<ObjectNode> of(List<String> operations) {
    return List.of(start(operations), status(), log(), cancel());
  }

  /** The state of a task for models. */
  static String word(TaskStatus status) {
    return switch (status) {
      case WAITING -> "waiting";
      case RUNNING -> "running";
      case FINISHED -> "finished";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static ObjectNode start(List<String> operations) {
    ObjectNode schema = schema();
    ObjectNode properties = schema.putObject("properties");
    ObjectNode operation =
        text(properties, "operation", "Which tool to run; its own description says what it takes.");
    operations.forEach(operation.putArray("enum")::add);
    properties
        .putObject("arguments")
        .put("type", "object")
        .put("description", "What that tool takes, as it would be called with.");
    text(
        properties,
        "key",
        "Any text of your own. The same call with the same key is the same task, so that repeating"
            + " it does nothing twice.");
    schema.putArray("required").add("operation");
    return tool(
        HandleTools.START,
        "Start a task",
        "Starts one of the other tools as a task that goes on by itself, and answers its id at"
            + " once. For whatever may take longer than a few seconds. Ask "
            + HandleTools.STATUS
            + " for how it is and what it gave.",
        closed(schema),
        new Hints(true, false, true, false, true, Hints.Pace.QUICK));
  }

  private static ObjectNode status() {
    return tool(
        HandleTools.STATUS,
        "How a task is",
        "Says how a task is: waiting, running, finished, failed or cancelled; how far it has come;"
            + " what it asks, which a person answers at the address that is told; once it has"
            + " ended, what it gave, with links to its files.",
        task(),
        Hints.reading());
  }

  private static ObjectNode log() {
    ObjectNode schema = task();
    ObjectNode properties = schema.withObjectProperty("properties");
    number(
        properties, "last", "How many lines at the most, the newest ones; 50 if nothing is said.");
    number(properties, "from", "Only lines from this number on, the oldest ones first.");
    text(properties, "matching", "Only lines that hold this text, in any case.");
    return tool(
        HandleTools.LOG,
        "Read the log of a task",
        "Reads lines of a task's log, each with its number, time and level. Long answers are cut;"
            + " ask with 'from' for what follows.",
        schema,
        Hints.reading());
  }

  private static ObjectNode cancel() {
    return tool(
        HandleTools.CANCEL,
        "Cancel a task",
        "Asks a task to stop. Of one that has ended it changes nothing.",
        task(),
        Hints.changing().repeatably());
  }

  private static ObjectNode task() {
    ObjectNode schema = schema();
    text(schema.putObject("properties"), "task", "The id that the start answered.");
    schema.putArray("required").add("task");
    return closed(schema);
  }

  private static ObjectNode tool(
      String name, String title, String description, ObjectNode schema, Hints hints) {
    ObjectNode tool = Json.mapper().createObjectNode().put("name", name).put("title", title);
    tool.put("description", description).set("inputSchema", schema);
    tool.set("annotations", ToolDocument.annotations(title, hints));
    return tool;
  }

  private static ObjectNode schema() {
    return Json.mapper().createObjectNode().put("type", "object");
  }

  private static ObjectNode closed(ObjectNode schema) {
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode text(ObjectNode properties, String name, String description) {
    return properties.putObject(name).put("type", "string").put("description", description);
  }

  private static void number(ObjectNode properties, String name, String description) {
    properties
        .putObject(name)
        .put("type", "integer")
        .put("minimum", 1)
        .put("description", description);
  }
}
