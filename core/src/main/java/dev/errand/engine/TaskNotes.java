// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.CancelRequest;
import dev.errand.Task;
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
}
