// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.mcp.wire.Answers;
import dev.errand.task.Json;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which notifications of progress a call gets: strictly growing, at most two a second, one after a
 * while of silence too. For one thread.
 */
final class ProgressNotes {

  static final long PACE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(15);

  private final JsonNode token;
  private Optional<Progress> told = Optional.empty();
  private double last = Double.NEGATIVE_INFINITY;
  private long toldAt = System.nanoTime() - PACE;

  /**
   * @param token what the client knows the call by; comes back as it is
   */
  ProgressNotes(JsonNode token) {
    this.token = token;
  }

  /** Whether a token names a call: a text or a whole number. */
  static boolean isToken(JsonNode token) {
    return token.isString() || token.isIntegralNumber();
  }

  /** How long until another one may be sent; not positive if one may be sent now. */
  long pause(long now) {
    return toldAt + PACE - now;
  }

  /** Whether there is something that was not told. */
  boolean isNew(Task task) {
    return task.progress().isPresent() && !task.progress().equals(told);
  }

  /** What is to be sent now, if anything. */
  Optional<ObjectNode> next(Task task, long now) {
    boolean due = pause(now) <= 0 && (isNew(task) || now - toldAt >= SILENCE);
    if (!due) {
      return Optional.empty();
    }
    told = task.progress();
    toldAt = now;
    return Optional.of(note(told.orElse(Progress.of("", 0))));
  }

  private ObjectNode note(Progress progress) {
    double amount = Double.isFinite(progress.amount()) ? progress.amount() : 0;
    last = amount > last ? amount : Math.nextUp(last);
    ObjectNode params = Json.mapper().createObjectNode();
    params.set("progressToken", token);
    params.put("progress", last);
    progress.total().ifPresent(total -> params.put("total", total));
    if (!progress.text().isEmpty()) {
      params.put("message", progress.text());
    }
    return Answers.notification("notifications/progress", params);
  }
}
