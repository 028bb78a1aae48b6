// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTest {

  /** The picture in docs/state-machine.md, as data. */
  private static final Map<TaskStatus, Set<TaskStatus>> LEGAL =
      Map.of(
          WAITING, Set.of(RUNNING, FAILED, CANCELLED),
          RUNNING, Set.of(WAITING, FINISHED, FAILED, CANCELLED),
          FINISHED, Set.of(),
          FAILED, Set.of(),
          CANCELLED, Set.of());

  @ParameterizedTest
  @EnumSource
  void everyCellOfTheTableIsAsDocumented(TaskStatus from) {
    for (TaskStatus to : TaskStatus.values()) {
      assertThat(from.mayBecome(to))
          .as("%s → %s", from, to)
          .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStateIsTerminalWhenNothingFollows(TaskStatus status) {
    assertThat(status.isTerminal()).isEqualTo(LEGAL.getOrDefault(status, Set.of()).isEmpty());
  }
}
