// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static java.util.Objects.requireNonNull;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.sql.UsageText;
import dev.errand.store.Ending;
import dev.errand.task.Attempt;
import dev.errand.task.AttemptUsage;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Task;
import dev.errand.task.Times;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a statement that ends tasks answers: not the tasks whole, whose inputs and other columns are
 * known since the claim, but what may have changed since. Tasks that were not claimed here are read
 * again.
 */
record EndedRow(RunningTasks running, List<Endings.Ended> ends) {

  static final String COLUMNS =
      "number, cancel_time, cancel_by, progress_text, progress_amount, progress_total, usage,"
          + " cancel_steps, ran, questions, answers, parked";

  /** The same of the table that is changed. */
  static final String OF_TASK = "task." + COLUMNS.replace(", ", ", task.");

  /** The tasks that were ended, as they are now, by their numbers. */
  Map<Long, Task> read(Connection connection, Binder update) throws SQLException {
    Map<Long, Endings.Ended> byNumber =
        ends.stream().collect(Collectors.toMap(end -> end.attempt().number(), end -> end));
    Map<Long, Task> tasks = new HashMap<>();
    List<Long> unknown = new ArrayList<>();
    try (ResultSet row = update.query()) {
      while (row.next()) {
        long number = row.getLong(1);
        Endings.Ended end = requireNonNull(byNumber.get(number));
        Optional<Task> claimed = running.get(end.attempt());
        if (claimed.isPresent()) {
          tasks.put(number, ended(claimed.get(), end.ending(), row));
        } else {
          unknown.add(number);
        }
      }
    }
    if (!unknown.isEmpty()) {
      tasks.putAll(TaskReader.find(connection, unknown));
    }
    return tasks;
  }

  private static Task ended(Task claimed, Ending ending, ResultSet row) throws SQLException {
    return new Task(
        claimed.id(),
        claimed.submission(),
        ending.status(),
        attempt(claimed, row),
        TaskRow.cancelRequest(row, 2, 8),
        TaskRow.progress(row, 4),
        Optional.empty(),
        kept(ending.outcome()),
        new Times(
            claimed.times().submitted(),
            claimed.times().started(),
            Optional.empty(),
            Optional.of(Millis.kept(ending.ended())),
            Optional.of(Millis.kept(ending.retentionEnd()))),
        TaskRow.asked(row, 10));
  }

  /** The attempt may have said what it used, and how long it ran, at any time. */
  private static Attempt attempt(Task claimed, ResultSet row) throws SQLException {
    List<AttemptUsage> usage = UsageText.read(row.getString(7));
    Attempt over = claimed.attempt().over();
    Attempt attempt = usage.isEmpty() ? over : over.withUsage(usage);
    long ran = row.getLong(9);
    return ran == 0 ? attempt : attempt.withRan(Duration.ofMillis(ran));
  }

  /** What a reader of the database will see of it. */
  private static Outcome kept(Outcome outcome) {
    return outcome instanceof Outcome.Returned(Optional<Json> result)
        ? new Outcome.Returned(result.map(json -> new Json(Binder.kept(json.text()))))
        : outcome;
  }
}
