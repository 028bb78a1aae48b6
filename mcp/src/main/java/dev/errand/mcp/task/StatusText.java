// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.GuardedErrand;
import dev.errand.limit.WaitReason;
import dev.errand.task.Failure;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.math.BigDecimal;
import java.util.Optional;

/** How a task is, in one line for people and models. */
public final class StatusText {

  private static final int LONGEST = 500;

  private StatusText() {}

  /** At most 500 characters without line breaks; empty if there is nothing to say. */
  public static Optional<String> of(GuardedErrand errand, Task task) {
    String text =
        switch (task.status()) {
          case WAITING -> waiting(errand, task);
          case RUNNING -> running(task);
          case FINISHED -> task.progress().map(Progress::text).orElse("");
          case FAILED -> failure(task.failure().orElseThrow());
          case CANCELLED -> cancelled(task);
        };
    return Optional.of(line(text)).filter(line -> !line.isEmpty());
  }

  /** The same without a look at the store, which a start should not wait for. */
  static Optional<String> known(Task task, GuardedErrand errand) {
    return task.status() == TaskStatus.WAITING ? Optional.of("waiting") : of(errand, task);
  }

  private static String waiting(GuardedErrand errand, Task task) {
    return errand.outlook(task).waits().map(StatusText::reason).orElse("waiting");
  }

  private static String reason(WaitReason reason) {
    return switch (reason) {
      case WaitReason.Workers(long ahead, boolean more) ->
          "waiting, %s%d before it".formatted(more ? "more than " : "", ahead);
      default -> "waiting: " + reason.text();
    };
  }

  private static String running(Task task) {
    String progress = task.progress().map(StatusText::progress).orElse("");
    return task.cancelRequest().isPresent() ? ("cancelling " + progress).strip() : progress;
  }

  /** The text, and how much of how much, where that is known. */
  static String progress(Progress progress) {
    String amount = number(progress.amount());
    String counted =
        progress.total().isPresent()
            ? "(" + amount + "/" + number(progress.total().getAsDouble()) + ")"
            : progress.amount() == 0 ? "" : "(" + amount + ")";
    return (progress.text() + " " + counted).strip();
  }

  private static String number(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  /** What the operation said when it failed. */
  public static String failure(Failure failure) {
    String name = failure.type().substring(failure.type().lastIndexOf('.') + 1);
    return failure.message().map(String::strip).filter(text -> !text.isEmpty()).orElse(name);
  }

  private static String cancelled(Task task) {
    String by =
        task.cancelRequest().flatMap(request -> request.by()).map(who -> " by " + who).orElse("");
    String partial = task.result().isPresent() ? "; what it did until then is kept with it" : "";
    return "cancelled" + by + partial;
  }

  /** Whether the task runs on after somebody asked it to stop. */
  static boolean isCancelling(Task task) {
    return task.status() == TaskStatus.RUNNING && task.cancelRequest().isPresent();
  }

  /** A text as one line of at most 500 characters. */
  static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
