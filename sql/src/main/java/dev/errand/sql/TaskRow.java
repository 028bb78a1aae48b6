// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import static java.util.Objects.requireNonNull;

import dev.errand.task.Asked;
import dev.errand.task.Attempt;
import dev.errand.task.CancelRequest;
import dev.errand.task.FailedAttempt;
import dev.errand.task.Failure;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks from rows that were selected with {@link #COLUMNS}. Safe for all threads.
 *
 * @param uuids how the database keeps UUIDs
 */
public record TaskRow(UuidColumn uuids) {

  public static final String COLUMNS =
      "number, key, status, priority, attempt, epoch, submitted, operation, inputs, description,"
          + " owner, grp, ordering_key, transaction_id, cancel_time, cancel_by, started, node,"
          + " progress_text, progress_amount, progress_total, remark, ended, retention_end, result,"
          + " failure, reply, idempotency_key, idempotency_fingerprint, spared, due,"
          + " retention, usage, options, ran, cancel_steps, questions, answers, parked";

  /** How many columns there are; whatever a query selects besides comes after them. */
  public static final int WIDTH = 39;

  /** How a UUID is read from a row. */
  @FunctionalInterface
  public interface UuidColumn {

    /** The UUID in that column; null for NULL. */
    @Nullable UUID read(ResultSet row, int column) throws SQLException;
  }

  /** The task in the current row. */
  public Task read(ResultSet row) throws SQLException {
    TaskStatus status = StatusCode.status(row.getInt(3));
    // A task that never started has none of the columns 17 to 22, one that has not ended none
    // after.
    boolean started = row.getInt(5) > 0;
    return new Task(
        new TaskId(row.getLong(1), requireNonNull(uuids.read(row, 2))),
        submission(row),
        status,
        started ? attempt(row, status) : new Attempt(0, 0, row.getLong(6), Optional.empty()),
        cancelRequest(row, 15, 36),
        started ? progress(row, 19) : Optional.empty(),
        started ? remark(row) : Optional.empty(),
        outcome(row, status),
        times(row, started, status),
        asked(row, 37));
  }

  /**
   * How much a task has asked.
   *
   * @param first the columns questions, answers and parked begin here
   */
  public static Asked asked(ResultSet row, int first) throws SQLException {
    int questions = row.getInt(first);
    return questions == 0
        ? Asked.NOTHING
        : new Asked(questions, row.getInt(first + 1), row.getBoolean(first + 2));
  }

  private static Attempt attempt(ResultSet row, TaskStatus status) throws SQLException {
    return new Attempt(
        row.getInt(5),
        row.getInt(30),
        row.getLong(6),
        Optional.ofNullable(row.getString(18)),
        UsageText.read(row.getString(33)),
        Duration.ofMillis(row.getLong(35)),
        status.isTerminal() ? Optional.empty() : failed(row));
  }

  /** What stands in the column failure before the end; afterwards a failure of the task does. */
  private static Optional<FailedAttempt> failed(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString(26))
        .map(text -> new Json(text).as(FailedAttempt.class));
  }

  /** How an attempt failed, for the column failure of a task that has not ended; else null. */
  public static @Nullable String failed(Optional<FailedAttempt> failed) {
    return failed.map(one -> Json.of(one).text()).orElse(null);
  }

  private Submission submission(ResultSet row) throws SQLException {
    OptionalLong group = number(row, 12);
    @Nullable UUID transaction = uuids.read(row, 14);
    return new Submission(
        row.getString(8),
        new Json(row.getString(9)),
        Optional.ofNullable(row.getString(10)),
        Optional.ofNullable(row.getString(11)),
        group,
        row.getInt(4),
        Optional.ofNullable(row.getString(13)),
        Optional.ofNullable(transaction),
        idempotency(row),
        Optional.ofNullable(row.getString(27)).map(Json::new),
        retention(row),
        OptionsText.read(row.getString(34)));
  }

  private static Optional<Duration> retention(ResultSet row) throws SQLException {
    OptionalLong millis = number(row, 32);
    return millis.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(millis.getAsLong()));
  }

  private static Optional<Idempotency> idempotency(ResultSet row) throws SQLException {
    String key = row.getString(28);
    return key == null ? Optional.empty() : Optional.of(new Idempotency(key, row.getString(29)));
  }

  /**
   * Whether and by whom a task was cancelled.
   *
   * @param first the columns cancel_time and cancel_by begin here
   * @param steps the column cancel_steps is here
   */
  public static Optional<CancelRequest> cancelRequest(ResultSet row, int first, int steps)
      throws SQLException {
    Optional<Instant> time = time(row, first);
    return time.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CancelRequest(
                time.get(),
                Optional.ofNullable(row.getString(first + 1)),
                CancelStepsText.read(row.getString(steps))));
  }

  /**
   * The last progress of a task.
   *
   * @param first the columns progress_text, progress_amount and progress_total begin here
   */
  public static Optional<Progress> progress(ResultSet row, int first) throws SQLException {
    String text = row.getString(first);
    if (text == null) {
      return Optional.empty();
    }
    double amount = row.getDouble(first + 1);
    double total = row.getDouble(first + 2);
    OptionalDouble known =
        total == 0 && row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(total);
    return Optional.of(new Progress(text, amount, known));
  }

  private static Optional<LogLevel> remark(ResultSet row) throws SQLException {
    OptionalLong code = number(row, 22);
    return code.isEmpty() ? Optional.empty() : Optional.of(LevelCode.level((int) code.getAsLong()));
  }

  private static Outcome outcome(ResultSet row, TaskStatus status) throws SQLException {
    return switch (status) {
      case WAITING, RUNNING -> Outcome.PENDING;
      case FINISHED, CANCELLED -> {
        String result = row.getString(25);
        yield result == null
            ? Outcome.NOTHING
            : new Outcome.Returned(Optional.of(new Json(result)));
      }
      case FAILED -> new Outcome.Failed(new Json(row.getString(26)).as(Failure.class));
    };
  }

  private static Times times(ResultSet row, boolean started, TaskStatus status)
      throws SQLException {
    boolean ended = status.isTerminal();
    return new Times(
        Instant.ofEpochMilli(row.getLong(7)),
        started ? time(row, 17) : Optional.empty(),
        status == TaskStatus.WAITING ? time(row, 31) : Optional.empty(),
        ended ? time(row, 23) : Optional.empty(),
        ended ? time(row, 24) : Optional.empty());
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    OptionalLong millis = number(row, column);
    return millis.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
  }

  private static OptionalLong number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return value == 0 && row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
