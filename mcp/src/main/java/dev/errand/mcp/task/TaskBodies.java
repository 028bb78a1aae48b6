// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.access.Action;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Writes tasks as clients see them. Safe for all threads. */
public final class TaskBodies {

  /** A member of {@code _meta} with what the protocol has no word for. */
  private static final String OWN = "dev.errand/task";

  private static final String STATUS = "statusMessage";
  private static final String UPDATED = "lastUpdatedAt";

  /** The status of a task that asks. */
  private static final String ASKS = "input_required";

  private final ToolResults results;
  private final InstantSource clock;

  /**
   * @param results what tasks gave
   * @param clock the engine's
   */
  public TaskBodies(ToolResults results, InstantSource clock) {
    this.results = results;
    this.clock = clock;
  }

  /** The answer to a call that became a task. */
  public ObjectNode created(Call call, Task task) {
    ObjectNode body = call.object().put("resultType", "task");
    members(body, call, task, new Words("ttlMs", "pollIntervalMs", word(task)));
    StatusText.known(task, call.errand()).ifPresent(text -> body.put(STATUS, text));
    return body;
  }

  /**
   * The task with what it asks and how it ended, if it does or did. Who can show no forms, or may
   * not answer, is not asked: the task is at work until somebody else has.
   */
  public ObjectNode detailed(Call call, Task task) {
    ObjectNode body = call.object();
    Optional<Fault> fault = results.fault(task);
    OpenQuestions questions = OpenQuestions.of(call.errand(), task);
    boolean asks =
        !questions.isEmpty() && call.showsForms() && call.errand().allows(Action.ANSWER, task);
    String word = fault.isPresent() ? "failed" : asks ? ASKS : word(task);
    members(body, call, task, new Words("ttlMs", "pollIntervalMs", word));
    told(body, call, task, questions);
    if (asks) {
      body.set("inputRequests", questions.requests());
    }
    fault.ifPresent(found -> body.set("error", found.error()));
    if (word.equals("completed")) {
      ObjectNode result = results.of(call, task);
      result.put("resultType", "complete");
      body.set("result", result);
    }
    return body;
  }

  /** The task as the revision 2025-11-25 has it, where what fails is called so. */
  public ObjectNode experimental(Call call, Task task) {
    ObjectNode body = call.object();
    OpenQuestions questions = OpenQuestions.of(call.errand(), task);
    String word = task.status() == TaskStatus.FAILED ? "failed" : word(task);
    members(body, call, task, new Words("ttl", "pollInterval", questions.isEmpty() ? word : ASKS));
    told(body, call, task, questions);
    return body;
  }

  private static void told(ObjectNode body, Call call, Task task, OpenQuestions questions) {
    questions
        .text()
        .map(StatusText::line)
        .or(() -> StatusText.of(call.errand(), task))
        .ifPresent(text -> body.put(STATUS, text));
    questions
        .changed()
        .filter(time -> time.isAfter(updated(task)))
        .ifPresent(time -> body.put(UPDATED, time.toString()));
  }

  /** What a revision calls things. */
  private record Words(String kept, String poll, String status) {}

  /** What fails by the operation's doing has a result that says so; see {@link ToolResults}. */
  private static String word(Task task) {
    return switch (task.status()) {
      case WAITING, RUNNING -> "working";
      case FINISHED, FAILED -> "completed";
      case CANCELLED -> "cancelled";
    };
  }

  private void members(ObjectNode body, Call call, Task task, Words words) {
    Times times = task.times();
    body.put("taskId", task.id().key().toString()).put("status", words.status());
    body.put("createdAt", times.submitted().toString()).put(UPDATED, updated(task).toString());
    times
        .retentionEnd()
        .ifPresentOrElse(
            end -> body.put(words.kept(), Math.max(1, kept(times.submitted(), end))),
            () -> body.putNull(words.kept()));
    body.put(
        words.poll(),
        PollInterval.millis(
            task, call.errand().typicalDuration(task.operation()), clock.instant()));
    body.withObjectProperty("_meta").set(OWN, own(call, task));
  }

  private static long kept(Instant from, Instant to) {
    return to.toEpochMilli() - from.toEpochMilli();
  }

  private static Instant updated(Task task) {
    return task.times()
        .ended()
        .or(() -> task.cancelRequest().map(request -> request.time()))
        .or(() -> task.times().started())
        .orElse(task.times().submitted());
  }

  private static ObjectNode own(Call call, Task task) {
    ObjectNode own = call.object().put("operation", task.operation());
    task.progress().ifPresent(progress -> own.set("progress", progress(call, progress)));
    return own.put("href", new TaskAddress(call.http().base(), task).job());
  }

  /** How far a task has come, for programs. */
  static ObjectNode progress(Call call, Progress progress) {
    ObjectNode object = call.object().put("text", progress.text()).put("amount", progress.amount());
    progress.total().ifPresent(total -> object.put("total", total));
    return object;
  }
}
