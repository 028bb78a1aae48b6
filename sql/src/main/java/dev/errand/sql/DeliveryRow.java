// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.callback.Subscriber.Receiver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row of the table {@code delivery}. */
public final class DeliveryRow {

  public static final String COLUMNS =
      "task, event, url, host, shown, base, state, attempts, said, due";

  private static final CallbackEvent[] EVENTS = CallbackEvent.values();
  private static final Delivery.State[] STATES = Delivery.State.values();

  private DeliveryRow() {}

  public static List<Delivery> all(BoundStatement query) throws SQLException {
    List<Delivery> all = new ArrayList<>();
    try (ResultSet row = query.query()) {
      while (row.next()) {
        all.add(read(row));
      }
    }
    return all;
  }

  private static Delivery read(ResultSet row) throws SQLException {
    Delivery.State state = STATES[row.getInt(7)];
    Optional<Instant> due =
        state == Delivery.State.DUE
            ? Optional.of(Instant.ofEpochMilli(row.getLong(10)))
            : Optional.empty();
    return new Delivery(
        row.getLong(1),
        EVENTS[row.getInt(2)],
        new Receiver(row.getString(3), row.getString(4), row.getString(5)),
        row.getString(6),
        new Delivery.Progress(state, row.getInt(8), Optional.ofNullable(row.getString(9))),
        due);
  }
}
