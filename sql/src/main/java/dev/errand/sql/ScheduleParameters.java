// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.Trigger;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds what a schedule is to the columns of its table. */
final class ScheduleParameters {

  /** What {@link #bindWish} binds, in its order. */
  static final String WISH =
      "operation, inputs, secret_inputs, description, grp, retention, zone, cron, every_millis,"
          + " every_from, at_time, catch_up, catch_up_most, grace, overlap, paused, revision,"
          + " changed";

  static final int WISH_WIDTH = 18;

  private ScheduleParameters() {}

  static BoundStatement bindWish(BoundStatement row, Schedule schedule, Json inputs)
      throws SQLException {
    Submission submission = schedule.submission();
    Json masked = submission.inputs();
    row.text(submission.operation())
        .text(masked.text())
        .text(inputs.equals(masked) ? null : inputs.text())
        .text(submission.description().orElse(null));
    optional(
        row,
        submission.group().isPresent()
            ? Optional.of(submission.group().getAsLong())
            : Optional.empty());
    optional(row, submission.retention().map(Duration::toMillis));
    bindPlan(row, schedule.plan());
    return row.flag(schedule.paused())
        .number(schedule.revision().number())
        .number(Millis.of(schedule.revision().changed()));
  }

  private static void bindPlan(BoundStatement row, Plan plan) throws SQLException {
    String zone = plan.zone().getId();
    @Nullable String cron = null;
    Optional<Long> every = Optional.empty();
    Optional<Instant> from = Optional.empty();
    Optional<Instant> at = Optional.empty();
    switch (plan.trigger()) {
      case Trigger.Cron named -> cron = named.text();
      case Trigger.Every(Duration interval, Instant since) -> {
        every = Optional.of(interval.toMillis());
        from = Optional.of(since);
      }
      case Trigger.At(Instant time) -> at = Optional.of(time);
      case Trigger.Unreadable(String kept, String unknown, String _) -> {
        cron = kept;
        zone = unknown;
      }
    }
    row.text(zone).text(cron);
    optional(row, every);
    time(row, from);
    time(row, at);
    CatchUp catchUp = plan.catchUp();
    row.text(catchUp.rule().word())
        .number(catchUp.most())
        .number(catchUp.grace().toMillis())
        .text(plan.overlap().word());
  }

  static BoundStatement bindIdempotency(BoundStatement row, Optional<Idempotency> idempotency)
      throws SQLException {
    return row.text(idempotency.map(Idempotency::key).orElse(null))
        .text(idempotency.map(Idempotency::fingerprint).orElse(null));
  }

  static BoundStatement time(BoundStatement row, Optional<Instant> time) throws SQLException {
    return optional(row, time.map(Millis::of));
  }

  private static BoundStatement optional(BoundStatement row, Optional<Long> number)
      throws SQLException {
    return number.isPresent() ? row.number(number.get()) : row.noNumber();
  }
}
