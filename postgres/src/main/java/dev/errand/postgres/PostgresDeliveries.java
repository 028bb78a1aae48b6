// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.callback.Delivery;
import dev.errand.sql.DeliveryRow;
import dev.errand.sql.Millis;
import dev.errand.sql.SqlDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps deliveries in the database that {@link PostgresStore} keeps tasks in, by connections of its
 * own. Any node sends them, whichever node their tasks ran on. What another node is changing at the
 * same moment is passed over, so that nodes neither wait for each other nor deadlock.
 */
public final class PostgresDeliveries extends SqlDeliveries {

  /** In progress is reached by what has started, the others by what has ended. */
  private static final String REACHED =
      """
      WITH reached AS MATERIALIZED (
        SELECT delivery.task, event,
            CASE event
              WHEN 0 THEN CASE WHEN started IS NULL THEN 4 ELSE 1 END
              WHEN 1 THEN CASE WHEN status = 2 THEN 1 ELSE 4 END
              ELSE CASE WHEN status = 2 THEN 4 ELSE 1 END
            END AS next
        FROM delivery JOIN task ON number = delivery.task
        WHERE state = 0 AND (status >= 2 OR (event = 0 AND status = 1))
      """;

  private static final String RELEASE =
      """
        FOR UPDATE OF delivery SKIP LOCKED)
      UPDATE delivery SET state = reached.next, due = ?
      FROM reached WHERE delivery.task = reached.task AND delivery.event = reached.event
      """;

  static final String RELEASE_SOME = REACHED + " AND delivery.task = ANY (?) " + RELEASE;
  static final String RELEASE_ALL = REACHED + RELEASE;

  /** Of a task that was deleted while its deliveries were entered. */
  private static final String DELETE_UNOWNED =
      "DELETE FROM delivery WHERE state = 0 AND NOT EXISTS (SELECT FROM task WHERE number = task)";

  /** The end waits for the beginning, unless that was tried and waits to be tried again. */
  static final String CLAIM =
      """
      UPDATE delivery SET attempts = attempts + 1, said = NULL, due = ?
      WHERE (task, event) = (
        SELECT task, event FROM delivery WHERE state = 1 AND due <= ? AND host <> ALL (?)
          AND (event = 0 OR NOT EXISTS (
            SELECT FROM delivery AS begun WHERE begun.task = delivery.task AND begun.event = 0
              AND begun.state = 1 AND begun.said IS NULL))
        ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING
      """
          + DeliveryRow.COLUMNS;

  private final SharedTables tables;

  private PostgresDeliveries(SharedTables tables) {
    super(tables);
    this.tables = tables;
  }

  /**
   * Opens the deliveries in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.task.StoreException if the database is not usable
   */
  public static PostgresDeliveries at(PostgresSettings settings) {
    return new PostgresDeliveries(
        SharedTables.openWithoutTurns(settings, "deliveries", "the callbacks of the job"));
  }

  @Override
  public int release(Collection<Long> tasks, Instant now) {
    return tasks.isEmpty()
        ? 0
        : tables.run(
            rows -> rows.bind(RELEASE_SOME).numbers(tasks).number(Millis.of(now)).update());
  }

  @Override
  public int releaseAll(Instant now) {
    return tables.run(rows -> {
      rows.bind(DELETE_UNOWNED).update();
      return rows.bind(RELEASE_ALL).number(Millis.of(now)).update();
    });
  }

  @Override
  public Optional<Delivery> claim(Instant now, Duration lease, Set<String> busy) {
    return tables.run(rows ->
        DeliveryRow.all(
                rows.bind(CLAIM)
                    .number(Millis.of(now.plus(lease)))
                    .number(Millis.of(now))
                    .texts(busy))
            .stream()
            .findFirst());
  }
}
