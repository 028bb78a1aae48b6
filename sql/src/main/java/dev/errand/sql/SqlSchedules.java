// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleFigures;
import dev.errand.store.Schedules;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Schedules in a table beside the tasks. How a tick is taken is said by each store, since that
 * inserts a task; see {@link SqlTicks}. Safe for all threads.
 */
public abstract class SqlSchedules implements Schedules {

  private static final String SELECT = "SELECT " + ScheduleRow.COLUMNS + " FROM schedule ";

  private static final String INSERT =
      "INSERT INTO schedule ("
          + ScheduleParameters.WISH
          + ", id, owner, created, next_due, idempotency_key, idempotency_fingerprint) VALUES (?"
          + ", ?".repeat(ScheduleParameters.WISH_WIDTH + 5)
          + ") ON CONFLICT DO NOTHING";

  private static final String CHANGE =
      "UPDATE schedule SET "
          + ScheduleParameters.WISH.replace(",", " = ?,")
          + " = ?, next_due = CASE WHEN ? = 1 THEN ? ELSE next_due END"
          + " WHERE id = ? AND revision = ? AND (? = 0 OR last_due IS NOT DISTINCT FROM ?)";

  /** Public so that a store can show that it answers by walking an index. */
  public static final String DUE =
      SELECT + "WHERE next_due <= ? AND (next_due, id) > (?, ?) ORDER BY next_due, id LIMIT ?";

  /** Those that have not ended are always among the newest: there are never many of them. */
  public static final String UNFINISHED =
      """
      SELECT recent.task FROM (
        SELECT task FROM schedule_task WHERE schedule = ? AND tick < ?
        ORDER BY task DESC LIMIT 1000) AS recent
      JOIN task ON task.number = recent.task
      WHERE task.status < 2 ORDER BY recent.task LIMIT ?
      """;

  private static final String OF_KEY =
      SELECT
          + "WHERE coalesce(owner, '') = ? AND idempotency_key = ?"
          + " AND idempotency_key IS NOT NULL";

  private static final String FIGURES =
      """
      SELECT count(*), count(CASE WHEN paused THEN 1 END), count(next_due), min(next_due)
      FROM schedule
      """;

  private final Tables tables;

  protected SqlSchedules(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Schedule add(Schedule schedule, Json inputs) {
    Optional<Idempotency> idempotency = schedule.submission().idempotency();
    boolean added =
        tables.change(statements -> {
          BoundStatement row =
              ScheduleParameters.bindWish(statements.bind(INSERT), schedule, inputs)
                  .text(schedule.id().toString())
                  .text(schedule.submission().owner().orElse(null))
                  .number(Millis.of(schedule.revision().created()));
          ScheduleParameters.time(row, schedule.course().next());
          return ScheduleParameters.bindIdempotency(row, idempotency).update() > 0;
        });
    return added
        ? find(schedule.id()).orElse(schedule)
        : find(schedule.submission().owner(), idempotency.orElseThrow().key()).orElseThrow();
  }

  @Override
  public Optional<Schedule> find(UUID id) {
    return tables.ask(statements ->
        ScheduleRow.all(statements.bind(SELECT + "WHERE id = ?").text(id.toString())).stream()
            .findFirst());
  }

  @Override
  public Optional<Schedule> find(Optional<String> owner, String idempotencyKey) {
    return tables.ask(statements ->
        ScheduleRow.all(statements.bind(OF_KEY).text(owner.orElse("")).text(idempotencyKey))
            .stream()
            .findFirst());
  }

  @Override
  public Optional<Json> inputs(UUID id) {
    return tables.ask(statements -> {
      try (ResultSet row =
          statements
              .bind("SELECT coalesce(secret_inputs, inputs) FROM schedule WHERE id = ?")
              .text(id.toString())
              .query()) {
        return row.next() ? Optional.of(new Json(row.getString(1))) : Optional.empty();
      }
    });
  }

  @Override
  public List<Schedule> list(Optional<UUID> after, int limit) {
    return tables.ask(statements ->
        ScheduleRow.all(
            statements
                .bind(SELECT + "WHERE id > ? ORDER BY id LIMIT ?")
                .text(after.map(UUID::toString).orElse(""))
                .number(limit)));
  }

  @Override
  public ScheduleFigures figures() {
    return tables.ask(statements -> {
      try (ResultSet row = statements.bind(FIGURES).query()) {
        row.next();
        long all = row.getLong(1);
        long paused = row.getLong(2);
        long due = row.getLong(3);
        Optional<Instant> next =
            due == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(4)));
        return new ScheduleFigures(due, paused, all - paused - due, next);
      }
    });
  }

  @Override
  public boolean change(Schedule schedule, Json inputs, boolean timed, long revision) {
    int anew = timed ? 1 : 0;
    return tables.change(statements -> {
      BoundStatement row =
          ScheduleParameters.bindWish(statements.bind(CHANGE), schedule, inputs).number(anew);
      ScheduleParameters.time(row, schedule.course().next())
          .text(schedule.id().toString())
          .number(revision)
          .number(anew);
      return ScheduleParameters.time(row, schedule.course().last().map(Schedule.LastTick::due))
              .update()
          > 0;
    });
  }

  @Override
  public boolean delete(UUID id, long revision) {
    return tables.change(statements -> {
      boolean deleted =
          statements
                  .bind("DELETE FROM schedule WHERE id = ? AND revision = ?")
                  .text(id.toString())
                  .number(revision)
                  .update()
              > 0;
      if (deleted) {
        statements
            .bind("DELETE FROM schedule_task WHERE schedule = ?")
            .text(id.toString())
            .update();
      }
      return deleted;
    });
  }

  @Override
  public List<Schedule> due(Instant now, Optional<Schedule> after, int limit) {
    long from = after.flatMap(last -> last.course().next()).map(Millis::of).orElse(Long.MIN_VALUE);
    return tables.ask(statements ->
        ScheduleRow.all(
            statements
                .bind(DUE)
                .number(Millis.of(now))
                .number(from)
                .text(after.map(last -> last.id().toString()).orElse(""))
                .number(limit)));
  }

  @Override
  public List<Long> unfinished(UUID id, Instant before, int limit) {
    return tables.ask(statements ->
        numbers(
            statements
                .bind(UNFINISHED)
                .text(id.toString())
                .number(Millis.of(before))
                .number(limit)));
  }

  private static List<Long> numbers(BoundStatement query) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet row = query.query()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }
}
