// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.operation.Recovery;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.LogExtent;
import dev.errand.store.Lost;
import dev.errand.store.Right;
import dev.errand.task.Attempt;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

  private static Lost lost(RunOptions options, int attempt) {
    Task task =
        new Task(
            new TaskId(1, new UUID(0, 1)),
            Submission.builder("work").options(options).build(),
            TaskStatus.RUNNING,
            new Attempt(attempt, 0, attempt, Optional.of("node")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Outcome.PENDING,
            Times.submitted(Instant.EPOCH));
    Claimed claimed =
        new Claimed(task, Json.EMPTY_OBJECT, LogExtent.EMPTY, Optional.empty(), Right.ALWAYS);
    return new Lost(claimed, AttemptRef.of(task), Lost.Way.GONE);
  }

  @Test
  void aLostAttemptIsRepeatedAsOftenAsItsOperationAndItsStartAllow() {
    Recovery three = Recovery.RETRY;

    assertThat(Recoveries.lost(lost(RunOptions.NONE, 2), three))
        .isInstanceOf(Verdict.Requeue.class);
    assertThat(Recoveries.lost(lost(RunOptions.NONE.attempts(2), 1), three))
        .isInstanceOf(Verdict.Requeue.class);
    assertThat(Recoveries.lost(lost(RunOptions.NONE.attempts(2), 2), three))
        .isInstanceOf(Verdict.End.class);
    assertThat(Recoveries.lost(lost(RunOptions.NONE, 3), three)).isInstanceOf(Verdict.End.class);
  }
}
