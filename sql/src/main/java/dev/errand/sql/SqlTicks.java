// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.schedule.Schedule;
import dev.errand.store.NewTask;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import dev.errand.task.Task;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Takes ticks of schedules, within a transaction of the store's. */
public final class SqlTicks {

  private static final String ADVANCE =
      """
      UPDATE schedule SET next_due = ?, last_due = ?, last_task = ?, last_remark = ?
      WHERE id = ? AND revision = ? AND next_due = ?
      """;

  private static final String FAILURE =
      "UPDATE schedule SET failure_due = ?, failure = ? WHERE id = ?";

  private static final String STARTED =
      "INSERT INTO schedule_task (task, schedule, tick) VALUES (?, ?, ?)";

  private SqlTicks() {}

  /** How a store inserts a task in the transaction that is under way. */
  @FunctionalInterface
  public interface Insertion {
    Task insert(NewTask task) throws SQLException;
  }

  /** Takes the tick, unless the schedule is not due as it was read. */
  public static Ticked take(Statements statements, Tick tick, Insertion insertion)
      throws SQLException {
    return switch (tick.outcome()) {
      case Tick.Outcome.Pass(String remark) ->
          new Ticked(advance(statements, tick, Optional.empty(), remark), Optional.empty());
      case Tick.Outcome.Refusal(String message) -> {
        boolean taken = advance(statements, tick, Optional.empty(), message);
        if (taken) {
          statements
              .bind(FAILURE)
              .number(Millis.of(tick.due()))
              .text(message)
              .text(tick.schedule().id().toString())
              .update();
        }
        yield new Ticked(taken, Optional.empty());
      }
      case Tick.Outcome.Start(NewTask task) ->
          advance(statements, tick, Optional.of(task), "")
              ? new Ticked(true, Optional.of(started(statements, tick, insertion.insert(task))))
              : Ticked.NOT;
    };
  }

  private static boolean advance(
      Statements statements, Tick tick, Optional<NewTask> task, String remark) throws SQLException {
    Schedule schedule = tick.schedule();
    Instant due = schedule.course().next().orElse(tick.due());
    BoundStatement change = statements.bind(ADVANCE);
    return ScheduleParameters.time(change, tick.next())
            .number(Millis.of(tick.due()))
            .text(task.map(started -> started.key().toString()).orElse(null))
            .text(task.isPresent() ? null : remark)
            .text(schedule.id().toString())
            .number(schedule.revision().number())
            .number(Millis.of(due))
            .update()
        > 0;
  }

  private static Task started(Statements statements, Tick tick, Task task) throws SQLException {
    statements
        .bind(STARTED)
        .number(task.id().number())
        .text(tick.schedule().id().toString())
        .number(Millis.of(tick.due()))
        .update();
    return task;
  }
}
