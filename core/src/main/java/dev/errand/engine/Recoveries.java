// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.Attempt;
import dev.errand.Failure;
import dev.errand.Outcome;
import dev.errand.Task;
import dev.errand.TaskStatus;
import dev.errand.operation.Recovery;
import java.util.List;

/** The recovery rule: what a task comes to when its attempt did not end by itself. */
final class Recoveries {

  private Recoveries() {}

  /** For an attempt whose node is gone. */
  static Verdict lost(Task task, Recovery recovery) {
    if (task.cancelRequest().isPresent()) {
      return new Verdict.End(TaskStatus.CANCELLED, Outcome.NOTHING, List.of());
    }
    return decide(
        task,
        recovery,
        Failure.LOST,
        "The server went away while attempt %d was running on node %s"
            .formatted(task.attempt().number(), task.attempt().node().orElse("unknown")));
  }

  /** For an attempt that was ended because the engine stops. */
  static Verdict stopped(Task task, Recovery recovery) {
    return decide(
        task,
        recovery,
        Failure.STOPPED,
        "The server stopped while attempt %d was running".formatted(task.attempt().number()));
  }

  private static Verdict decide(Task task, Recovery recovery, String type, String what) {
    Attempt attempt = task.attempt();
    return switch (recovery) {
      case Recovery.Retry(int attempts) when attempt.number() < attempts -> new Verdict.Requeue();
      case Recovery.Retry(int attempts) ->
          failed(
              type, what + ", and it was the last of the %d that are allowed.".formatted(attempts));
      case Recovery.Fail() ->
          failed(
              type,
              what
                  + ". The operation %s may not be repeated by itself; start it again if that is safe."
                      .formatted(task.operation()));
    };
  }

  private static Verdict failed(String type, String message) {
    return new Verdict.End(
        TaskStatus.FAILED, new Outcome.Failed(Failures.without(type, message)), List.of());
  }
}
