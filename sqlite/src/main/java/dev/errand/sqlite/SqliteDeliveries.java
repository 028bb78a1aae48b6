// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.callback.Delivery;
import dev.errand.sql.BoundStatement;
import dev.errand.sql.DeliveryRow;
import dev.errand.sql.Millis;
import dev.errand.sql.SqlDeliveries;
import dev.errand.task.Json;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps deliveries in {@code errand.db} of a data folder, beside the tasks, by connections of its
 * own. Looks before it changes anything, so that a server without subscribers writes nothing.
 */
public final class SqliteDeliveries extends SqlDeliveries {

  /** In progress is reached by what has started, the others by what has ended. */
  private static final String REACHED =
      """
      task.number = delivery.task AND delivery.state = 0
      AND (task.status >= 2 OR (delivery.event = 0 AND task.status = 1))
      """;

  private static final String OF_TASKS = " AND delivery.task IN (SELECT value FROM json_each(?))";

  /** Success is 2; what never started was cancelled while it waited. */
  private static final String RELEASE =
      """
      UPDATE delivery INDEXED BY delivery_armed SET due = ?, state = CASE delivery.event
          WHEN 0 THEN iif(task.started IS NULL, 4, 1)
          WHEN 1 THEN iif(task.status = 2, 1, 4)
          ELSE iif(task.status = 2, 4, 1) END
      FROM task WHERE
      """
          + REACHED;

  private static final String LOOK =
      "SELECT 1 FROM delivery INDEXED BY delivery_armed CROSS JOIN task WHERE " + REACHED;

  static final String RELEASE_SOME = RELEASE + OF_TASKS;
  static final String LOOK_AT_SOME = LOOK + OF_TASKS + " LIMIT 1";
  static final String RELEASE_ALL = RELEASE;
  static final String LOOK_AT_ALL = LOOK + " LIMIT 1";

  /** The end waits for the beginning, unless that was tried and waits to be tried again. */
  static final String NEXT =
      """
      SELECT task, event FROM delivery INDEXED BY delivery_due
      WHERE state = 1 AND due <= ?1 AND host NOT IN (SELECT value FROM json_each(?2))
        AND (event = 0 OR NOT EXISTS (
          SELECT 1 FROM delivery AS begun WHERE begun.task = delivery.task AND begun.event = 0
            AND begun.state = 1 AND begun.said IS NULL))
      ORDER BY due LIMIT 1
      """;

  private static final String CLAIM =
      "UPDATE delivery SET attempts = attempts + 1, said = NULL, due = ?3 WHERE (task, event) = ("
          + NEXT
          + ") RETURNING "
          + DeliveryRow.COLUMNS;

  private final SideFile file;

  private SqliteDeliveries(SideFile file) {
    super(file);
    this.file = file;
  }

  /**
   * Opens the deliveries in this folder.
   *
   * @throws dev.errand.task.StoreException if the file is not usable
   */
  public static SqliteDeliveries in(Path dataFolder) {
    return new SqliteDeliveries(SideFile.open(dataFolder.toAbsolutePath().normalize()));
  }

  @Override
  public int release(Collection<Long> tasks, Instant now) {
    String numbers = Json.of(tasks).text();
    if (tasks.isEmpty() || !file.ask(rows -> any(rows.bind(LOOK_AT_SOME).text(numbers)))) {
      return 0;
    }
    return file.change(
        rows -> rows.bind(RELEASE_SOME).number(Millis.of(now)).text(numbers).update());
  }

  @Override
  public int releaseAll(Instant now) {
    if (!file.ask(rows -> any(rows.bind(LOOK_AT_ALL)))) {
      return 0;
    }
    return file.change(rows -> rows.bind(RELEASE_ALL).number(Millis.of(now)).update());
  }

  @Override
  public Optional<Delivery> claim(Instant now, Duration lease, Set<String> busy) {
    String hosts = Json.of(busy).text();
    if (!file.ask(rows -> any(rows.bind(NEXT).number(Millis.of(now)).text(hosts)))) {
      return Optional.empty();
    }
    return file.change(rows ->
        DeliveryRow.all(
                rows.bind(CLAIM)
                    .number(Millis.of(now))
                    .text(hosts)
                    .number(Millis.of(now.plus(lease))))
            .stream()
            .findFirst());
  }

  private static boolean any(BoundStatement query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next();
    }
  }
}
