// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Recovery;
import dev.errand.store.Lost;
import dev.errand.task.Attempt;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the log of a task says of the people who did something to it. */
final class TaskNotes {

  private TaskNotes() {}

  /** Who submitted it, where that is known. */
  static Optional<String> submitted(Task task) {
    return task.submission().owner().map(owner -> "Submitted by " + owner);
  }

  /** That nobody runs it any more, and which of its attempts count. */
  static String lost(Lost lost, Recovery recovery) {
    Attempt attempt = lost.task().attempt();
    String what =
        switch (lost.way()) {
          case GONE -> "Attempt %d was lost with node %s";
          case SPARED ->
              "Attempt %d had to stop because node %s was stopped or lost its database, and does"
                  + " not count";
          case UNATTENDED -> "Nobody runs attempt %d of node %s any more; it does not count";
        };
    int counted = attempt.counted() - (lost.way() == Lost.Way.UNATTENDED ? 1 : 0);
    return what.formatted(attempt.number(), attempt.node().orElse("unknown"))
        + counted(counted, recovery);
  }

  /** That the server's stop ended its attempt, and which of its attempts count. */
  static String stopped(Task task, Recovery recovery) {
    return "The server stopped during attempt %d, which does not count"
            .formatted(task.attempt().number())
        + counted(task.attempt().counted() - 1, recovery);
  }

  private static String counted(int attempts, Recovery recovery) {
    return recovery instanceof Recovery.Retry(int most)
        ? "; %d of %d attempts count so far".formatted(attempts, most)
        : "";
  }

  /** Who asked for it to stop, where that is known. */
  static Optional<String> cancelRequested(CancelRequest request) {
    return request.by().map(by -> "Cancel requested by " + by);
  }

  /** The whole log of a task that was cancelled before it ever ran, or what is added to one. */
  static List<String> cancelledWhileWaiting(Task task) {
    boolean neverRan = task.attempt().number() == 0;
    return Stream.of(
            submitted(task).filter(_ -> neverRan),
            task.cancelRequest().flatMap(TaskNotes::cancelRequested))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What is added to the log of a task that ends without its attempt, if it has one. */
  static List<String> ended(Task task, String why) {
    boolean neverRan = task.attempt().number() == 0;
    return Stream.of(submitted(task).filter(_ -> neverRan), Optional.of(why))
        .flatMap(Optional::stream)
        .toList();
  }

  /** For the log of a task whose attempt outlived the process that began it. */
  static String goneOnWith(Task task) {
    return "The server went away while attempt %d was running; the attempt has gone on without it."
        .formatted(task.attempt().number());
  }
}
