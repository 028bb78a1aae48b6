// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.GuardedErrand;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Task;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds the task that an id names. Whatever is wrong with the id, the answer is the same. */
public final class KnownTask {

  private static final Pattern KEY =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final String UNKNOWN =
      "There is no such task. It never was there, is past its retention, or belongs to others.";

  private KnownTask() {}

  /**
   * The task that {@code taskId} of the params names.
   *
   * @throws Fault if there is none that the caller may see
   */
  public static Task of(Call call) {
    return find(call.errand(), call.params().path("taskId")).orElseThrow(KnownTask::unknown);
  }

  /** What is said where there is none. */
  static Fault unknown() {
    return Fault.invalidParams(UNKNOWN);
  }

  /**
   * The task that an id names, if the caller may see it.
   *
   * @param id anything
   */
  public static Optional<Task> find(GuardedErrand errand, JsonNode id) {
    return id.isString() ? find(errand, id.stringValue()) : Optional.empty();
  }

  /** The same for a text. */
  public static Optional<Task> find(GuardedErrand errand, String id) {
    return id.length() == 36 && KEY.matcher(id).matches()
        ? errand.task(UUID.fromString(id))
        : Optional.empty();
  }
}
