// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.sql.SqlQuestions;
import dev.errand.sql.SqlSchedules;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.Timing;
import dev.errand.task.VisibleTo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That SQLite takes the intended index and sorts nothing, whatever the rows. */
class QueryPlanTest {

  @TempDir Path folder;

  @BeforeEach
  void createFile() {
    SqliteStore store = SqliteStore.in(folder);
    store.open("node", Set.of(Tasks.OPERATION));
    store.close();
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
    }
    return steps;
  }

  @Test
  void claimsWalkTheirIndexInOrder() throws SQLException {
    assertThat(plan(Claims.NEXT))
        .singleElement()
        .asString()
        .contains("SEARCH task USING INDEX task_claimable (waits=?)");
  }

  @Test
  void countingReadsNoRows() throws SQLException {
    assertThat(plan(TaskReader.COUNTS))
        .singleElement()
        .asString()
        .contains("USING COVERING INDEX task_state");
  }

  @Test
  void theOldestThatWaitsIsFoundInTheIndexOfWhatMayBeClaimed() throws SQLException {
    assertThat(plan(Figures.OLDEST))
        .singleElement()
        .asString()
        .contains("USING COVERING INDEX task_claimable");
  }

  @Test
  void expiryWalksItsIndexInOrder() throws SQLException {
    assertThat(plan(TaskReader.OVERDUE))
        .anyMatch(step -> step.contains("task_wait_end (wait_end>"));
    assertThat(plan(TaskReader.OVERDUE)).noneMatch(step -> step.contains("SCAN task"));
    assertThat(plan(TaskReader.EXPIRED))
        .singleElement()
        .asString()
        .contains("task_expiry (retention_end>? AND retention_end<?)");
  }

  @Test
  void theNextOfAnOrderingKeyIsFoundByIndex() throws SQLException {
    assertThat(plan(Holds.RELEASE))
        .anyMatch(step -> step.contains("task_ordering (ordering_key=?)"))
        .noneMatch(step -> step.contains("TEMP B-TREE"))
        .noneMatch(step -> step.startsWith("SCAN"));
  }

  @Test
  void aRepeatedKeyIsFoundByIndex() throws SQLException {
    assertThat(plan(Inserts.REPEATED))
        .singleElement()
        .asString()
        .contains("SEARCH task USING INDEX task_idempotency")
        .contains("idempotency_key=?");
  }

  @Test
  void durationsWalkTheirIndexFromTheNewest() throws SQLException {
    assertThat(plan(TaskReader.DURATIONS))
        .singleElement()
        .asString()
        .contains("SEARCH task USING INDEX task_state (status=? AND operation=?)");
  }

  @Test
  void lanesAreReadByJumping() throws SQLException {
    assertThat(plan(WaitingLanes.NEXT_OWNER))
        .singleElement()
        .asString()
        .contains("INDEX task_lane (hold=? AND waits=? AND operation=? AND <expr>>?)");
    assertThat(plan(WaitingLanes.NEXT_GROUP))
        .singleElement()
        .asString()
        .contains("INDEX task_lane (hold=? AND waits=? AND operation=? AND <expr>=? AND <expr>>?)");
    assertThat(plan(WaitingLanes.NEXT))
        .singleElement()
        .asString()
        .contains("<expr>=? AND <expr>=? AND priority<?)");
  }

  @Test
  void whatWaitsIsCountedByIndex() throws SQLException {
    assertThat(plan(KnownWaiting.ALL)).anyMatch(step -> step.contains("task_state (status=?)"));
    assertThat(plan(KnownWaiting.OF_OPERATION))
        .anyMatch(step -> step.contains("task_state (status=? AND operation=?)"));
    assertThat(plan(KnownWaiting.OF_USER))
        .anyMatch(step -> step.contains("operation=? AND <expr>=?)"));
    assertThat(plan(KnownWaiting.OF_GROUP))
        .anyMatch(step -> step.contains("task_waiting_group (grp=?)"));
  }

  @Test
  void whatRunsIsCountedByIndex() throws SQLException {
    assertThat(plan(WaitingLanes.RUNNING))
        .first()
        .asString()
        .contains("SEARCH task USING INDEX task_state (status=?)");
    assertThat(plan(Claims.RUNNING))
        .singleElement()
        .asString()
        .contains("SEARCH task USING COVERING INDEX task_state (status=?)");
    assertThat(plan(KeptLimits.PLACE))
        .noneMatch(step -> step.startsWith("SCAN task"))
        .anyMatch(step -> step.contains("INDEX task_claimable (waits=? AND priority>?)"))
        .anyMatch(
            step -> step.contains("INDEX task_claimable (waits=? AND priority=? AND rowid<?)"));
  }

  @Test
  void schedulesThatAreDueAndTheirTasksAreFoundByIndex() throws SQLException {
    assertThat(plan(SqlSchedules.DUE))
        .singleElement()
        .asString()
        .contains("SEARCH schedule USING INDEX schedule_due");
    assertThat(plan(SqlSchedules.UNFINISHED))
        .anyMatch(step -> step.contains("schedule_task_schedule (schedule=?)"))
        .noneMatch(step -> step.contains("SCAN task"));
  }

  @Test
  void questionsWhoseTimeIsOverAreFoundByIndex() throws SQLException {
    assertThat(plan(SqlQuestions.LAPSING))
        .singleElement()
        .asString()
        .contains("SEARCH question USING INDEX question_due");
  }

  @Test
  void listsWalkTheNumbers() throws SQLException {
    TaskFilter filter =
        TaskFilter.status(TaskStatus.RUNNING)
            .operations(Set.of(Tasks.OPERATION))
            .owner("ann")
            .group(1)
            .timing(
                Timing.ANY
                    .submitted(Optional.of(Instant.EPOCH), Optional.empty())
                    .duration(Optional.of(Duration.ZERO), Optional.empty()))
            .visibleTo(Optional.of(new VisibleTo(Optional.of("ann"), Set.of(1L, 2L))));
    for (Page page : List.of(Page.newest(10), Page.oldest(10))) {
      assertThat(plan("SELECT number FROM task " + new ListQuery(filter, page, 0).where()))
          .first()
          .asString()
          .contains("SEARCH task USING INTEGER PRIMARY KEY");
    }
  }
}
