// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.sql.SqlQuestions;
import dev.errand.sql.SqlSchedules;
import dev.errand.store.AttemptRef;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the planner makes of the statements that must not read the whole table, with statistics of
 * tables that are still empty and with those of today.
 */
class QueryPlanTest {

  private static final String MANY =
      """
      INSERT INTO task (key, status, held, waits, priority, submitted, operation, inputs,
          ordering_key, holder, retention_end)
      SELECT gen_random_uuid(), CASE WHEN n % 100 = 0 THEN 3 WHEN n > 20000 THEN 0 ELSE 2 END,
          n % 2 = 0 AND n > 20000, n % 7 = 0, n % 3, n, 'count', '{}',
          CASE WHEN n % 2 = 0 THEN 'key ' || n % 50 END, 1,
          CASE WHEN n <= 20000 THEN n END
      FROM generate_series(1, 25000) AS n;
      INSERT INTO log_line (task, sequence, time, level, text)
      SELECT number, line, 0, 1, 'line' FROM task, generate_series(1, 2) AS line;
      INSERT INTO schedule (id, operation, inputs, zone, at_time, catch_up, catch_up_most, grace,
          overlap, paused, revision, created, changed, next_due)
      SELECT 'schedule ' || n, 'count', '{}', 'UTC', n, 'one', 10, 0, 'skip', false, 1, 0, 0, n
      FROM generate_series(1, 2000) AS n;
      INSERT INTO schedule_task (task, schedule, tick)
      SELECT number, 'schedule ' || number % 50, number FROM task;
      INSERT INTO question (task, key, place, text, schema, asked, due, awaited)
      SELECT number, 'go', 0, 'Go on?', '{}', 0, CASE WHEN number % 10 = 0 THEN number END, false
      FROM task WHERE number % 5 = 0
      """;

  private final PostgresSettings settings = Database.fresh();
  private final RecordedColumns.Recorded recorded =
      new RecordedColumns.Recorded(new AttemptRef(7, 1), Tasks.NOTHING);
  private Pools pools;

  @BeforeEach
  void fill() throws SQLException {
    Tasks.opened(settings, "node").close();
    pools = Pools.open(settings);
    try (Connection connection = pools.writer();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE task SET (autovacuum_enabled = false)");
      statement.execute("ALTER TABLE log_line SET (autovacuum_enabled = false)");
      statement.execute("ALTER TABLE schedule SET (autovacuum_enabled = false)");
      statement.execute("ALTER TABLE schedule_task SET (autovacuum_enabled = false)");
      statement.execute("ALTER TABLE question SET (autovacuum_enabled = false)");
      statement.execute("ANALYZE");
      statement.execute(MANY);
      connection.commit();
    }
  }

  @AfterEach
  void close() {
    pools.close();
  }

  private interface Bound {
    void to(Binder statement) throws SQLException;
  }

  private static String plan(Connection connection, String sql, Bound bound) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Binder explain = Binder.of(connection, "EXPLAIN " + sql)) {
      bound.to(explain);
      try (ResultSet row = explain.query()) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyStatementUsesAnIndex(boolean analyzed) throws SQLException {
    try (Connection writer = pools.writer();
        Statement statement = writer.createStatement()) {
      if (analyzed) {
        statement.execute("ANALYZE");
        writer.commit();
      }
      claim(writer);
      lanes(writer);
      writesOfAttempts(writer);
      othersByNumber(writer);
      schedules(writer);
      questions(writer);
    }
    try (Connection reader = pools.reader()) {
      lists(reader);
    }
  }

  private static void claim(Connection writer) throws SQLException {
    String plan =
        plan(
            writer,
            Claims.CLAIM,
            claim ->
                claim
                    .flag(false)
                    .texts(List.of(Tasks.OPERATION))
                    .number(1)
                    .number(50)
                    .number(1)
                    .text("node")
                    .number(0));
    assertThat(plan)
        .contains("Index Scan using task_claimable")
        .contains("Index Cond: (waits = false)")
        .contains("task_pkey")
        .doesNotContain("Sort");
    String roomy =
        plan(
            writer,
            Claims.CLAIM_ROOMY,
            claim ->
                claim
                    .flag(false)
                    .texts(List.of(Tasks.OPERATION))
                    .number(1)
                    .number(1_000)
                    .number(50)
                    .number(1)
                    .text("node")
                    .number(0));
    assertThat(roomy)
        .contains("Index Scan using task_claimable")
        .contains("task_uncommon")
        .contains("task_pkey")
        .doesNotContain("Seq Scan on task")
        .doesNotContain("Sort");
  }

  private static void lanes(Connection writer) throws SQLException {
    Bound lanes = query -> query.texts(List.of(Tasks.OPERATION, "copy")).flag(false).flag(false);
    assertThat(plan(writer, WaitingLanes.LANES, lanes))
        .contains("task_lane")
        .doesNotContain("Seq Scan on task");
    Bound next =
        query ->
            query
                .texts(List.of(Tasks.OPERATION))
                .texts(List.of(""))
                .numbers(List.of(0L))
                .array("integer", List.of(0), priority -> priority)
                .numbers(List.of(-1L))
                .flag(false)
                .number(10);
    assertThat(plan(writer, WaitingLanes.NEXT, next))
        .contains("task_lane")
        .doesNotContain("Seq Scan on task");
    assertThat(plan(writer, WaitingLanes.RUNNING, query -> query.number(1)))
        .contains("task_uncommon")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                KeptLimits.PLACE,
                query -> query.number(1_000).number(1_000).number(1_000).number(24_000)))
        .contains("task_claimable")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                Claims.CLAIM_CHOSEN,
                claim ->
                    claim
                        .numbers(List.of(24_001L, 24_003L))
                        .number(1)
                        .number(1)
                        .text("node")
                        .number(0)))
        .contains("task_pkey")
        .doesNotContain("Seq Scan");
  }

  private void writesOfAttempts(Connection writer) throws SQLException {
    List<RecordedColumns.Recorded> rows = List.of(recorded);
    String record =
        plan(
            writer,
            Recordings.RECORD,
            update -> {
              RecordedColumns.bind(update, rows);
              update.array("smallint", rows, _ -> null);
              RecordedColumns.bindLines(update, rows);
            });
    assertThat(record).contains("task_pkey").contains("log_line_pkey").doesNotContain("Seq Scan");
    String requeue =
        plan(
            writer,
            Requeues.REQUEUE,
            update -> {
              RecordedColumns.bind(update, rows);
              update
                  .array("integer", rows, _ -> 0)
                  .array("bigint", rows, _ -> 0L)
                  .array("bigint", rows, _ -> 0L)
                  .array("bigint", rows, _ -> null)
                  .array("text", rows, _ -> null)
                  .array("boolean", rows, _ -> false);
              RecordedColumns.bindLines(update, rows);
            });
    assertThat(requeue).contains("task_pkey").contains("log_line_pkey").doesNotContain("Seq Scan");
    Bound numbers =
        update -> {
          for (int i = 0; i < 4; i++) {
            update.array("bigint", rows, row -> row.attempt().number());
          }
        };
    assertThat(plan(writer, GivingBack.GIVE_BACK, numbers))
        .contains("task_pkey")
        .doesNotContain("Seq Scan");
    assertThat(plan(writer, Releases.DUE, release -> release.number(0).number(10)))
        .contains("task_due")
        .doesNotContain("Seq Scan");
    assertThat(plan(writer, Releases.RELEASE, release -> release.numbers(List.of(4L))))
        .contains("task_pkey")
        .contains("task_ordering")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                TaskReader.OVERDUE,
                query -> query.number(0).texts(List.of("work")).number(10)))
        .contains("task_wait_end")
        .doesNotContain("Seq Scan");
    assertThat(plan(writer, TaskReader.NEXT_DUE, _ -> {})).contains("task_due");
    assertThat(plan(writer, HeldTasks.HELD, query -> query.number(1)))
        .contains("task_uncommon")
        .doesNotContain("Seq Scan");
  }

  private static void othersByNumber(Connection writer) throws SQLException {
    assertThat(
            plan(writer, OrderingKeys.RELEASE, release -> release.texts(List.of("key 2", "key 4"))))
        .contains("task_ordering")
        .contains("task_pkey")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                Cancels.CANCEL,
                cancel ->
                    cancel
                        .number(1)
                        .number(1)
                        .text("{}")
                        .number(2)
                        .text("ann")
                        .number(1)
                        .number(2)))
        .contains("task_pkey")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                Redating.REDATE,
                update -> update.text("{}").number(7).number(9).text("{}")))
        .contains("Index Cond: ((number > '7'::bigint) AND (number <= '9'::bigint))")
        .doesNotContain("Seq Scan");
    assertThat(plan(writer, Deletes.DELETE, delete -> delete.numbers(List.of(2L, 3L))))
        .contains("task_pkey")
        .contains("log_line_pkey")
        .contains("output_pkey")
        .contains("delivery_pkey")
        .contains("question_pkey")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(writer, Repeats.THERE, query -> query.texts(List.of("ann")).texts(List.of("key"))))
        .contains("task_idempotency")
        .doesNotContain("Seq Scan");
  }

  private static void schedules(Connection writer) throws SQLException {
    assertThat(
            plan(
                writer,
                SqlSchedules.DUE,
                query -> query.number(50).number(20).text("schedule 20").number(100)))
        .contains("schedule_due")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                writer,
                SqlSchedules.UNFINISHED,
                query -> query.text("schedule 7").number(24_000).number(100)))
        .contains("schedule_task_schedule")
        .doesNotContain("Seq Scan");
  }

  private static void questions(Connection writer) throws SQLException {
    assertThat(plan(writer, SqlQuestions.LAPSING, query -> query.number(50).number(10)))
        .contains("question_due")
        .doesNotContain("Seq Scan");
    assertThat(plan(writer, Answering.UNPARK, update -> update.number(24_001)))
        .contains("task_pkey")
        .doesNotContain("Seq Scan");
  }

  private static void lists(Connection reader) throws SQLException {
    assertThat(plan(reader, TaskReader.BY_IDEMPOTENCY, query -> query.text("ann").text("key")))
        .contains("task_idempotency");
    assertThat(plan(reader, TaskReader.EXPIRED, query -> query.number(100).number(50)))
        .contains("task_expiry")
        .doesNotContain("Sort");
    assertThat(plan(reader, Figures.OLDEST, _ -> {})).contains("task_claimable");
    String failed = new ListQuery(TaskFilter.status(TaskStatus.FAILED), Page.newest(50), 0).sql();
    assertThat(plan(reader, failed, query -> query.number(Long.MAX_VALUE).number(0).number(50)))
        .contains("task_uncommon");
    String newest = new ListQuery(TaskFilter.ALL, Page.newest(50), 0).sql();
    assertThat(plan(reader, newest, query -> query.number(Long.MAX_VALUE).number(0).number(50)))
        .contains("task_pkey")
        .doesNotContain("Sort");
  }
}
