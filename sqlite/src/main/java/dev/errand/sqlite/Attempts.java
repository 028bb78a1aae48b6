// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.CancelStepsText;
import dev.errand.sql.LevelCode;
import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.sql.UsageText;
import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Standing;
import dev.errand.task.CancelRequest;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What attempts write. Every statement on a task names its epoch and runs before any other. */
final class Attempts {

  static final String HELD = "\nWHERE number = ? AND epoch = ? AND status = 1\n";

  private static final String LOG_EXTENT = "log_last = ?, log_head_lines = ?, log_head_bytes = ?";
  private static final String PROGRESS =
      ", progress_text = ?, progress_amount = ?, progress_total = ?";

  private static final String RECORD = "UPDATE task SET remark = ?, " + LOG_EXTENT;
  private static final String RECORD_MARK = RECORD + HELD;
  private static final String RECORD_PROGRESS = RECORD + PROGRESS + HELD;

  private static final String STAND =
      "UPDATE task SET usage = coalesce(?, usage), position = coalesce(?, position),"
          + " ran = coalesce(?, ran), cancel_steps = coalesce(?, cancel_steps)"
          + HELD;

  private static final String END =
      """
      UPDATE task SET status = ?, result = ?, failure = ?, ended = ?, retention_end = ?,
        remark = NULL,
      """
          + LOG_EXTENT;
  private static final String END_ONLY = END + HELD;
  private static final String END_PROGRESS = END + PROGRESS + HELD;

  private final Statements statements;
  private final Holds holds;
  private final RunningTasks running;
  private final LogWrites log;

  Attempts(Statements statements, Holds holds, RunningTasks running, LogWrites log) {
    this.statements = statements;
    this.running = running;
    this.holds = holds;
    this.log = log;
  }

  /** Before the attempt loses its task, if it does. */
  static void stand(Statements statements, AttemptRef attempt, Recording recording)
      throws SQLException {
    Standing standing = recording.standing();
    if (!standing.isNone()) {
      Binder update =
          Binder.of(statements.get(STAND))
              .text(UsageText.of(standing.usage()))
              .text(standing.position().orElse(null));
      update =
          standing.ran().isPresent()
              ? update.number(standing.ran().get().toMillis())
              : update.none();
      update = update.text(CancelStepsText.of(standing.cancelSteps()));
      int _ = held(update, attempt).update();
    }
  }

  boolean record(AttemptRef attempt, Recording recording) throws SQLException {
    stand(statements, attempt, recording);
    Binder update =
        Binder.of(statements.get(recording.progress().isPresent() ? RECORD_PROGRESS : RECORD_MARK));
    Optional<LogLevel> remark = recording.remark();
    update = remark.isPresent() ? update.number(LevelCode.of(remark.get())) : update.none();
    int rows = held(progress(extent(update, recording), recording), attempt).update();
    if (rows == 0) {
      return false;
    }
    log.store(attempt.number(), recording);
    running.changed(attempt.number(), task -> recorded(task, recording));
    return true;
  }

  Optional<Task> end(AttemptRef attempt, Ending ending) throws SQLException {
    Recording recording = ending.recording();
    stand(statements, attempt, recording);
    Binder update =
        Binder.of(statements.get(recording.progress().isPresent() ? END_PROGRESS : END_ONLY))
            .number(StatusCode.of(ending.status()))
            .text(result(ending))
            .text(failure(ending))
            .number(Millis.of(ending.ended()))
            .number(Millis.of(ending.retentionEnd()));
    int rows = held(progress(extent(update, recording), recording), attempt).update();
    if (rows == 0) {
      return Optional.empty();
    }
    log.store(attempt.number(), recording);
    Outputs.store(statements, attempt.number(), ending.outputs());
    Optional<Task> ended = running.left(attempt.number(), task -> ended(task, ending));
    Optional<String> orderingKey = ended.orElseThrow().submission().orderingKey();
    if (orderingKey.isPresent()) {
      holds.release(orderingKey.get());
    }
    return ended;
  }

  private static Task recorded(Task task, Recording recording) {
    Optional<Progress> progress = recording.progress().map(Attempts::kept).or(task::progress);
    Task recorded = task.withProgress(progress, recording.remark());
    Standing standing = recording.standing();
    if (!standing.usage().isEmpty()) {
      recorded = recorded.with(recorded.attempt().withUsage(standing.usage()));
    }
    if (standing.ran().isPresent()) {
      recorded = recorded.with(recorded.attempt().withRan(standing.ran().get()));
    }
    Optional<CancelRequest> request = recorded.cancelRequest();
    return request.isPresent() && standing.cancelSteps().isPresent()
        ? recorded.withCancelRequest(request.get().with(standing.cancelSteps().get()))
        : recorded;
  }

  /** What a reader of the file will see: SQLite keeps NaN as NULL. */
  private static Progress kept(Progress progress) {
    double amount = Double.isNaN(progress.amount()) ? 0 : progress.amount();
    boolean total = progress.total().isPresent() && !Double.isNaN(progress.total().getAsDouble());
    return new Progress(progress.text(), amount, total ? progress.total() : OptionalDouble.empty());
  }

  /** The task as {@link #END} leaves it. */
  private static Task ended(Task task, Ending ending) {
    Task last = recorded(task, ending.recording());
    return new Task(
        last.id(),
        last.submission(),
        ending.status(),
        last.attempt().over(),
        last.cancelRequest(),
        last.progress(),
        Optional.empty(),
        ending.outcome(),
        new Times(
            last.times().submitted(),
            last.times().started(),
            Optional.empty(),
            Optional.of(Millis.kept(ending.ended())),
            Optional.of(Millis.kept(ending.retentionEnd()))),
        last.asked());
  }

  private static Binder extent(Binder update, Recording recording) throws SQLException {
    LogExtent extent = recording.extent();
    return update.number(extent.last()).number(extent.headLines()).number(extent.headBytes());
  }

  private static Binder progress(Binder update, Recording recording) throws SQLException {
    if (recording.progress().isEmpty()) {
      return update;
    }
    Progress progress = recording.progress().get();
    Binder bound = update.text(progress.text()).real(progress.amount());
    return progress.total().isPresent() ? bound.real(progress.total().getAsDouble()) : bound.none();
  }

  static Binder held(Binder update, AttemptRef attempt) throws SQLException {
    return update.number(attempt.number()).number(attempt.epoch());
  }

  private static @Nullable String result(Ending ending) {
    if (ending.status() == TaskStatus.FAILED) {
      return null;
    }
    if (ending.outcome() instanceof Outcome.Returned(var result)) {
      return result.map(Json::text).orElse(null);
    }
    throw misfit(ending);
  }

  private static @Nullable String failure(Ending ending) {
    if (ending.status() != TaskStatus.FAILED) {
      return null;
    }
    if (ending.outcome() instanceof Outcome.Failed(var failure)) {
      return Json.of(failure).text();
    }
    throw misfit(ending);
  }

  private static IllegalArgumentException misfit(Ending ending) {
    return new IllegalArgumentException(
        "a task cannot end " + ending.status() + " with " + ending.outcome());
  }
}
