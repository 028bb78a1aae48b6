// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Recovery;
import dev.errand.store.Lost;
import dev.errand.task.Failure;
import dev.errand.task.Outcome;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.List;

/**
 * The recovery rule: what a task comes to when its attempt did not end by itself. A stop that was
 * planned costs no attempt. Nobody calls the code of a task again that was cancelled.
 */
final class Recoveries {

  private static final Verdict CANCELLED =
      new Verdict.End(TaskStatus.CANCELLED, Outcome.NOTHING, List.of());

  private Recoveries() {}

  /** For an attempt whose node is gone, or that nobody runs for another reason. */
  static Verdict lost(Lost lost, Recovery recovery) {
    // lease.pml: left
    Task task = lost.task();
    if (task.cancelRequest().isPresent()) {
      return CANCELLED;
    }
    boolean counts = lost.way() != Lost.Way.UNATTENDED;
    int counted = task.attempt().counted() - (counts ? 0 : 1);
    String what =
        "The server went away while attempt %d was running on node %s"
            .formatted(task.attempt().number(), task.attempt().node().orElse("unknown"));
    return switch (recovery) {
      case Recovery.Retry(int attempts) when counted < most(attempts, task) ->
          new Verdict.Requeue(counts);
      case Recovery.Retry(int attempts) ->
          failed(
              Failure.LOST,
              what
                  + ", and it was the last of the %d that are allowed."
                      .formatted(most(attempts, task)));
      case Recovery.Fail() -> failed(Failure.LOST, what + notRepeated(task));
    };
  }

  private static int most(int attempts, Task task) {
    return Math.min(attempts, task.submission().options().attempts().orElse(attempts));
  }

  /** For an attempt that was ended because the engine stops; its log tells so. */
  static Verdict stopped(LiveAttempt attempt, Recovery recovery) {
    // lease.pml: judge
    Task task = attempt.snapshot();
    if (task.cancelRequest().isPresent()) {
      return CANCELLED;
    }
    return switch (recovery) {
      case Recovery.Retry _ -> {
        attempt.note(TaskNotes.stopped(task, recovery));
        yield new Verdict.Requeue(false);
      }
      case Recovery.Fail() ->
          failed(
              Failure.STOPPED,
              "The server stopped while attempt %d was running".formatted(task.attempt().number())
                  + notRepeated(task));
    };
  }

  private static String notRepeated(Task task) {
    return ". The operation %s may not be repeated by itself; start it again if that is safe."
        .formatted(task.operation());
  }

  private static Verdict failed(String type, String message) {
    return new Verdict.End(
        TaskStatus.FAILED, new Outcome.Failed(Failures.without(type, message)), List.of());
  }
}
