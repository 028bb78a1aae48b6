// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.callback.Settlement;
import dev.errand.callback.Subscriber;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Deliveries in a table beside the tasks, as far as one is concerned. Which of them are due, and
 * who takes the next, is asked of each database in its own way. Safe for all threads.
 */
public abstract class SqlDeliveries implements Deliveries, AutoCloseable {

  /** Public so that a store can show that it answers by walking an index. */
  public static final String OF_TASK =
      "SELECT " + DeliveryRow.COLUMNS + " FROM delivery WHERE task = ? ORDER BY event";

  private static final String ARM =
      """
      INSERT INTO delivery (task, event, url, host, shown, base, state, attempts)
      SELECT number, ?, ?, ?, ?, ?, 0, 0 FROM task WHERE number = ?
      ON CONFLICT DO NOTHING
      """;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = ?, said = ?, due = ?
      WHERE task = ? AND event = ? AND state = 1 AND attempts = ?
      """;

  private static final String COUNTS = "SELECT state, count(*) FROM delivery GROUP BY state";

  private final Tables tables;

  /**
   * @param tables closed with this
   */
  protected SqlDeliveries(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void arm(long task, Subscriber subscriber) {
    tables.change(statements -> {
      for (var entry : subscriber.receivers().entrySet()) {
        statements
            .bind(ARM)
            .number(entry.getKey().ordinal())
            .text(entry.getValue().url())
            .text(entry.getValue().host())
            .text(entry.getValue().shown())
            .text(subscriber.base())
            .number(task)
            .update();
      }
      return true;
    });
  }

  @Override
  public boolean settle(Delivery claimed, Settlement settlement) {
    return tables.change(statements -> {
      BoundStatement change = statements.bind(SETTLE);
      switch (settlement) {
        case Settlement.Delivered(String said) ->
            change.number(State.DELIVERED.ordinal()).text(said).noNumber();
        case Settlement.GivenUp(String said) ->
            change.number(State.FAILED.ordinal()).text(said).noNumber();
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
    return tables.ask(statements -> DeliveryRow.all(statements.bind(OF_TASK).number(task)));
  }

  @Override
  public Map<State, Long> counts() {
    return tables.ask(statements -> {
      Map<State, Long> counts = new EnumMap<>(State.class);
      try (ResultSet row = statements.bind(COUNTS).query()) {
        while (row.next()) {
          counts.put(State.values()[row.getInt(1)], row.getLong(2));
        }
      }
      return counts;
    });
  }

  /** Closes the connections; the deliveries stay. */
  @Override
  public void close() {
    tables.close();
  }
}
