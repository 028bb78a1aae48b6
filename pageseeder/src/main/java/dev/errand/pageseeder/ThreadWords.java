// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.task.LogLevel;
import dev.errand.task.Task;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How the wire spells a task's key and status. */
final class ThreadWords {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private ThreadWords() {}

  /** The key as 32 lower-case hexadecimal digits. */
  static String id(UUID key) {
    return key.toString().replace("-", "");
  }

  /** The key that is spelled in exactly that way; empty for anything else. */
  static Optional<UUID> key(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(
            new UUID(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, 32, 16)))
        : Optional.empty();
  }

  /**
   * One of the seven words. A task that waits for a further attempt stays in progress, since
   * nothing may come before {@code initialised}.
   */
  static String status(Task task) {
    return switch (task.status()) {
      case WAITING -> task.attempt().number() == 0 ? "initialised" : "inprogress";
      case RUNNING -> running(task.remark());
      case FINISHED -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static String running(Optional<LogLevel> remark) {
    return remark
        .map(level ->
            switch (level) {
              case ERROR -> "error";
              case WARN -> "warning";
              case INFO, DEBUG -> "inprogress";
            })
        .orElse("inprogress");
  }
}
