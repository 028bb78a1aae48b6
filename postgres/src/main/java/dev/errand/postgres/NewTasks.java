// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.store.NewTask;
import dev.errand.task.Attempt;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.util.Optional;

/** What a task is when it was just inserted, as readers of the database will see it. */
final class NewTasks {

  private NewTasks() {}

  static Task waiting(TaskId id, NewTask task) {
    return new Task(
        id,
        kept(task.submission()),
        TaskStatus.WAITING,
        Attempt.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Outcome.PENDING,
        Times.submitted(Millis.kept(task.submitted())).due(task.due().map(Millis::kept)));
  }

  private static Submission kept(Submission submission) {
    Submission.Builder kept = submission.toBuilder();
    submission.description().map(Binder::kept).ifPresent(kept::description);
    submission.owner().map(Binder::kept).ifPresent(kept::owner);
    submission.orderingKey().map(Binder::kept).ifPresent(kept::orderingKey);
    return kept.build();
  }
}
