// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.Json;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.callback.Settlement;
import dev.errand.callback.Subscriber;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps deliveries in {@code errand.db} of a data folder, beside the tasks, by connections of its
 * own. Looks before it changes anything, so that a server without subscribers writes nothing.
 */
public final class SqliteDeliveries implements Deliveries, AutoCloseable {

  private static final String ARM =
      """
      INSERT INTO delivery (task, event, url, host, shown, base, state, attempts)
      SELECT number, ?2, ?3, ?4, ?5, ?6, 0, 0 FROM task WHERE number = ?1
      ON CONFLICT DO NOTHING
      """;

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

  static final String NEXT =
      """
      SELECT task, event FROM delivery INDEXED BY delivery_due
      WHERE state = 1 AND due <= ?1 AND host NOT IN (SELECT value FROM json_each(?2))
      ORDER BY due LIMIT 1
      """;

  private static final String CLAIM =
      "UPDATE delivery SET attempts = attempts + 1, due = ?3 WHERE (task, event) = ("
          + NEXT
          + ") RETURNING "
          + DeliveryRow.COLUMNS;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = ?, said = ?, due = ?
      WHERE task = ? AND event = ? AND state = 1 AND attempts = ?
      """;

  static final String OF_TASK =
      "SELECT " + DeliveryRow.COLUMNS + " FROM delivery WHERE task = ? ORDER BY event";

  private final SideFile file;

  private SqliteDeliveries(SideFile file) {
    this.file = file;
  }

  /**
   * Opens the deliveries in this folder.
   *
   * @throws dev.errand.StoreException if the file is not usable
   */
  public static SqliteDeliveries in(Path dataFolder) {
    return new SqliteDeliveries(SideFile.open(dataFolder.toAbsolutePath().normalize()));
  }

  @Override
  public void arm(long task, Subscriber subscriber) {
    file.change(rows -> {
      for (var entry : subscriber.receivers().entrySet()) {
        Binder.of(rows.get(ARM))
            .number(task)
            .number(entry.getKey().ordinal())
            .text(entry.getValue().url())
            .text(entry.getValue().host())
            .text(entry.getValue().shown())
            .text(subscriber.base())
            .update();
      }
      return true;
    });
  }

  @Override
  public int release(Collection<Long> tasks, Instant now) {
    String numbers = Json.of(tasks).text();
    if (tasks.isEmpty()
        || !file.ask(rows -> any(Binder.of(rows.get(LOOK_AT_SOME)).text(numbers)))) {
      return 0;
    }
    return file.change(
        rows -> Binder.of(rows.get(RELEASE_SOME)).number(Millis.of(now)).text(numbers).update());
  }

  @Override
  public int releaseAll(Instant now) {
    if (!file.ask(rows -> any(Binder.of(rows.get(LOOK_AT_ALL))))) {
      return 0;
    }
    return file.change(rows -> Binder.of(rows.get(RELEASE_ALL)).number(Millis.of(now)).update());
  }

  @Override
  public Optional<Delivery> claim(Instant now, Duration lease, Set<String> busy) {
    String hosts = Json.of(busy).text();
    if (!file.ask(rows -> any(Binder.of(rows.get(NEXT)).number(Millis.of(now)).text(hosts)))) {
      return Optional.empty();
    }
    return file.change(rows ->
        DeliveryRow.all(
                Binder.of(rows.get(CLAIM))
                    .number(Millis.of(now))
                    .text(hosts)
                    .number(Millis.of(now.plus(lease))))
            .stream()
            .findFirst());
  }

  @Override
  public boolean settle(Delivery claimed, Settlement settlement) {
    return file.change(rows -> {
      Binder change = Binder.of(rows.get(SETTLE));
      switch (settlement) {
        case Settlement.Delivered(String said) ->
            change.number(State.DELIVERED.ordinal()).text(said).none();
        case Settlement.GivenUp(String said) ->
            change.number(State.FAILED.ordinal()).text(said).none();
        case Settlement.Again(String said, Instant at) ->
            change.number(State.DUE.ordinal()).text(said).number(Millis.of(at));
      }
      return change
              .number(claimed.task())
              .number(claimed.event().ordinal())
              .number(claimed.progress().attempts())
              .update()
          > 0;
    });
  }

  @Override
  public List<Delivery> of(long task) {
    return file.ask(rows -> DeliveryRow.all(Binder.of(rows.get(OF_TASK)).number(task)));
  }

  private static boolean any(Binder query) throws SQLException {
    try (ResultSet row = query.query()) {
      return row.next();
    }
  }

  /** Closes the connections; the deliveries stay. */
  @Override
  public void close() {
    file.close();
  }
}
