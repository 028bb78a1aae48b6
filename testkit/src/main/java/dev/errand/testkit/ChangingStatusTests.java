// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.FailedEnd;
import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table of status changes, through the doors that make them. */
abstract class ChangingStatusTests extends StoreTests {

  ChangingStatusTests(Supplier<Store> medium) {
    super(medium);
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (TaskStatus from : TaskStatus.values()) {
      for (TaskStatus to : TaskStatus.values()) {
        cells.add(Arguments.of(from, to));
      }
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aStatusChangesWhereTheTableSaysSoAndNowhereElse(TaskStatus from, TaskStatus to) {
    Task task = in(from);
    tryToReach(to, task);

    boolean same = from == to;
    assertThat(statusOf(task)).isEqualTo(same || from.mayBecome(to) ? to : from);
    if (!from.mayBecome(to)) {
      assertThat(find(task)).as("nothing else has changed either").isEqualTo(task);
    }
  }

  private Task in(TaskStatus status) {
    return switch (status) {
      case WAITING -> insert();
      case RUNNING -> running();
      case FINISHED, FAILED -> end(running(), status).orElseThrow();
      case CANCELLED -> cancel(insert()).orElseThrow();
    };
  }

  /** Knocks at every door that leads to a status. */
  private void tryToReach(TaskStatus status, Task task) {
    switch (status) {
      case WAITING -> requeue(task);
      case RUNNING -> claim(10);
      case FINISHED -> end(task, status);
      case FAILED -> {
        end(task, status);
        Instant now = clock.instant();
        FailedEnd byHand =
            new FailedEnd(task, FAILURE, now, now.plus(RETENTION), List.of("by hand"));
        done(store.fail(byHand));
      }
      case CANCELLED -> {
        end(task, status);
        if (task.status() != TaskStatus.RUNNING) {
          cancel(task);
        }
      }
    }
  }
}
