// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.schedule.CatchUp;
import dev.errand.schedule.InvalidScheduleException;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.Trigger;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A row of the table {@code schedule}. */
final class ScheduleRow {

  static final String COLUMNS =
      "id, operation, inputs, description, owner, grp, retention, idempotency_key,"
          + " idempotency_fingerprint, zone, cron, every_millis, every_from, at_time, catch_up,"
          + " catch_up_most, grace, overlap, paused, revision, created, changed, next_due,"
          + " last_due, last_task, last_remark, failure_due, failure";

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRow.class);

  private ScheduleRow() {}

  static List<Schedule> all(BoundStatement query) throws SQLException {
    List<Schedule> all = new ArrayList<>();
    try (ResultSet row = query.query()) {
      while (row.next()) {
        all.add(read(row));
      }
    }
    return all;
  }

  private static Schedule read(ResultSet row) throws SQLException {
    return new Schedule(
        UUID.fromString(row.getString("id")),
        submission(row),
        plan(row),
        row.getBoolean("paused"),
        new Schedule.Revision(
            row.getLong("revision"),
            Instant.ofEpochMilli(row.getLong("created")),
            Instant.ofEpochMilli(row.getLong("changed"))),
        new Schedule.Course(time(row, "next_due"), last(row), failure(row)));
  }

  private static Submission submission(ResultSet row) throws SQLException {
    Submission.Builder submission =
        Submission.builder(row.getString("operation")).inputs(new Json(row.getString("inputs")));
    text(row, "description").ifPresent(submission::description);
    text(row, "owner").ifPresent(submission::owner);
    number(row, "grp").ifPresent(submission::group);
    number(row, "retention").map(Duration::ofMillis).ifPresent(submission::retention);
    Optional<String> key = text(row, "idempotency_key");
    if (key.isPresent()) {
      submission.idempotency(new Idempotency(key.get(), row.getString("idempotency_fingerprint")));
    }
    return submission.build();
  }

  private static Plan plan(ResultSet row) throws SQLException {
    CatchUp.Rule rule = CatchUp.Rule.valueOf(row.getString("catch_up").toUpperCase(Locale.ROOT));
    return new Plan(
        trigger(row),
        zone(row).orElse(ZoneOffset.UTC),
        new CatchUp(rule, row.getInt("catch_up_most"), Duration.ofMillis(row.getLong("grace"))),
        Overlap.valueOf(row.getString("overlap").toUpperCase(Locale.ROOT)));
  }

  /** The zone, unless it is one that this node does not know. */
  private static Optional<ZoneId> zone(ResultSet row) throws SQLException {
    try {
      return Optional.of(ZoneId.of(row.getString("zone")));
    } catch (DateTimeException e) {
      LOG.debug("Schedule {} names a zone that is not known here", row.getString("id"), e);
      return Optional.empty();
    }
  }

  private static Trigger trigger(ResultSet row) throws SQLException {
    Optional<String> cron = text(row, "cron");
    if (cron.isPresent()) {
      return cron(row, cron.get());
    }
    Optional<Long> every = number(row, "every_millis");
    return every.isPresent()
        ? new Trigger.Every(Duration.ofMillis(every.get()), time(row, "every_from").orElseThrow())
        : new Trigger.At(time(row, "at_time").orElseThrow());
  }

  /** A row that cannot be read must not keep those beside it from being read. */
  private static Trigger cron(ResultSet row, String cron) throws SQLException {
    String zone = row.getString("zone");
    if (zone(row).isEmpty()) {
      return new Trigger.Unreadable(
          cron, zone, "The time zone '" + zone + "' is not known to this server.");
    }
    try {
      return Trigger.cron(cron);
    } catch (InvalidScheduleException e) {
      return new Trigger.Unreadable(cron, zone, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Schedule.LastTick> last(ResultSet row) throws SQLException {
    Optional<Instant> due = time(row, "last_due");
    return due.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Schedule.LastTick(
                due.get(), text(row, "last_task").map(UUID::fromString), text(row, "last_remark")));
  }

  private static Optional<Schedule.TickFailure> failure(ResultSet row) throws SQLException {
    Optional<Instant> due = time(row, "failure_due");
    return due.isEmpty()
        ? Optional.empty()
        : Optional.of(new Schedule.TickFailure(due.get(), row.getString("failure")));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return number(row, column).map(Instant::ofEpochMilli);
  }
}
