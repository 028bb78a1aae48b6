// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.sql.LevelCode;
import dev.errand.sql.StatusCode;
import dev.errand.store.NewTask;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Submission;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators read in the database: words for codes, times for milliseconds. */
class OperatorViewsTest {

  private static final String KEY = "01935000-0000-7000-8000-00000000000";

  private int number = 1;

  private final PostgresSettings settings = Database.fresh();

  @BeforeEach
  void fill() throws SQLException {
    try (PostgresStore store = Tasks.opened(settings, "node")) {
      for (TaskStatus _ : TaskStatus.values()) {
        Tasks.done(store.insert(task(UUID.fromString(KEY + number++))));
      }
    }
    for (TaskStatus status : TaskStatus.values()) {
      run(
          """
          UPDATE task SET status = %d, submitted = 1764364800123, attempt = 1, node = 'gis1-4711',
              owner = 'ann', secret_inputs = 'hush',
              retention_end = CASE WHEN number = 1 THEN 9223372036854775807 END
          WHERE number = %d
          """
              .formatted(StatusCode.of(status), status.ordinal() + 1));
    }
    for (LogLevel level : LogLevel.values()) {
      run(
          "INSERT INTO log_line (task, sequence, time, level, text) VALUES (1, %d, 1764364800123, %d, 'x')"
              .formatted(level.ordinal(), LevelCode.of(level)));
    }
    for (Delivery.State state : Delivery.State.values()) {
      for (CallbackEvent event : CallbackEvent.values()) {
        run(
            """
            INSERT INTO delivery (task, event, url, host, shown, base, state, attempts, due)
            VALUES (%d, %d, 'https://ann:hush@example.org/', 'example.org', 'https://example.org/',
                'http://localhost', %d, 1, 1764364800123)
            """
                .formatted(state.ordinal() + 1, event.ordinal(), state.ordinal()));
      }
    }
  }

  private static NewTask task(UUID key) {
    return new NewTask(
        key,
        Submission.of(Tasks.OPERATION, Json.EMPTY_OBJECT),
        Json.EMPTY_OBJECT,
        false,
        Instant.EPOCH);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The rows of a query, their columns with blanks between. */
  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(String.join(" ", columns));
      }
    }
    return rows;
  }

  @Test
  void statusesAreWords() throws SQLException {
    assertThat(rows("SELECT key, status, owner, node FROM task_view ORDER BY number"))
        .containsExactlyElementsOf(
            List.of(TaskStatus.values()).stream()
                .map(status -> KEY + (status.ordinal() + 1) + " " + status + " ann gis1-4711")
                .toList());
  }

  @Test
  void levelsAreWords() throws SQLException {
    assertThat(rows("SELECT level FROM log_line_view ORDER BY sequence"))
        .containsExactlyElementsOf(List.of(LogLevel.values()).stream().map(Enum::name).toList());
  }

  @Test
  void eventsAndStatesOfDeliveriesAreWords() throws SQLException {
    List<String> expected = new ArrayList<>();
    for (Delivery.State state : Delivery.State.values()) {
      for (CallbackEvent event : CallbackEvent.values()) {
        expected.add(state.ordinal() + 1 + " " + event.word() + " " + state);
      }
    }

    assertThat(rows("SELECT task, event, state FROM delivery_view"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void timesAreTimes() throws SQLException {
    String moment = "timestamptz '2025-11-28 21:20:00.123Z'";
    assertThat(
            rows(
                "SELECT submitted = "
                    + moment
                    + ", kept_until = timestamptz '9999-12-31 23:59:59.000Z'"
                    + " FROM task_view WHERE number = 1"))
        .containsExactly("t t");
    assertThat(rows("SELECT DISTINCT time = " + moment + " FROM log_line_view"))
        .containsExactly("t");
    assertThat(rows("SELECT DISTINCT due = " + moment + " FROM delivery_view"))
        .containsExactly("t");
  }

  @Test
  void whatIsNotKnownIsNotShown() throws SQLException {
    run("UPDATE delivery SET due = NULL");
    assertThat(rows("SELECT count(kept_until) FROM task_view WHERE number > 1"))
        .containsExactly("0");
    assertThat(rows("SELECT count(due) FROM delivery_view")).containsExactly("0");
  }

  @Test
  void secretsAreNotShown() throws SQLException {
    for (String view : List.of("task_view", "delivery_view")) {
      assertThat(rows("SELECT * FROM " + view)).isNotEmpty().noneMatch(row -> row.contains("hush"));
    }
  }
}
