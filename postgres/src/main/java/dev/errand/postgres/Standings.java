// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.CancelStepsText;
import dev.errand.sql.UsageText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Stores what attempts seldom have to say that still hold their tasks. */
final class Standings {

  // lease.pml: fence
  static final String STAND =
      """
      UPDATE task SET usage = coalesce(new.usage, task.usage),
          position = coalesce(new.position, task.position), ran = coalesce(new.ran, task.ran),
          cancel_steps = coalesce(new.cancel_steps, task.cancel_steps)
      FROM unnest(?, ?, ?, ?, ?, ?) AS new (number, epoch, usage, position, ran, cancel_steps)
      WHERE task.number = new.number AND task.epoch = new.epoch AND task.holder IS NOT NULL
      """;

  private Standings() {}

  /** To be called before these lose their tasks, in the same transaction. */
  static void write(Connection connection, List<RecordedColumns.Recorded> rows)
      throws SQLException {
    List<RecordedColumns.Recorded> telling =
        rows.stream().filter(row -> !row.recording().standing().isNone()).toList();
    if (telling.isEmpty()) {
      return;
    }
    try (Binder update =
        Binder.of(connection, STAND)
            .array("bigint", telling, row -> row.attempt().number())
            .array("bigint", telling, row -> row.attempt().epoch())
            .array("text", telling, row -> UsageText.of(row.recording().standing().usage()))
            .array("text", telling, row -> row.recording().standing().position().orElse(null))
            .array(
                "bigint",
                telling,
                row -> row.recording().standing().ran().map(Duration::toMillis).orElse(null))
            .array(
                "text",
                telling,
                row -> CancelStepsText.of(row.recording().standing().cancelSteps()))) {
      int _ = update.update();
    }
  }
}
