// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.sql.LevelCode;
import dev.errand.sql.StatusCode;
import dev.errand.task.LogLevel;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators read in the database: words for codes, times for milliseconds. */
class OperatorViewsTest {

  private static final String KEY = "01935000-0000-7000-8000-00000000000";

  private int number = 1;

  @TempDir Path folder;

  @BeforeEach
  void fill() throws SQLException {
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of(Tasks.OPERATION));
      for (TaskStatus _ : TaskStatus.values()) {
        store.insert(Tasks.task(UUID.fromString(KEY + number++))).join();
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

  private void run(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The rows of a query, their columns with blanks between. */
  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
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
    assertThat(rows("SELECT submitted, kept_until FROM task_view WHERE number = 1"))
        .containsExactly("2025-11-28T21:20:00.123Z 9999-12-31T23:59:59.000Z");
    assertThat(rows("SELECT DISTINCT time FROM log_line_view"))
        .containsExactly("2025-11-28T21:20:00.123Z");
    assertThat(rows("SELECT DISTINCT due FROM delivery_view"))
        .containsExactly("2025-11-28T21:20:00.123Z");
    assertThat(rows("SELECT count(*) FROM task_view WHERE submitted < '2025-11-28T21:20:01Z'"))
        .containsExactly(Integer.toString(TaskStatus.values().length));
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
