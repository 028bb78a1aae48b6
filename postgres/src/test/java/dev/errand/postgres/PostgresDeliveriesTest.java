// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Subscriber;
import dev.errand.store.Store;
import dev.errand.testkit.DeliveriesContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The deliveries keep the contract of all deliveries. */
class PostgresDeliveriesTest extends DeliveriesContract {

  private final PostgresSettings settings = Database.fresh();

  @Override
  protected Store store() {
    return PostgresStore.at(settings);
  }

  @Override
  protected Deliveries open() {
    return PostgresDeliveries.at(settings);
  }

  /** As when a task is deleted by one node while another enters deliveries of it. */
  @Test
  void whatBelongsToNoTaskGoes() throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement();
        PostgresDeliveries deliveries = PostgresDeliveries.at(settings)) {
      statement.execute(
          "INSERT INTO delivery (task, event, url, host, shown, base) VALUES (77, 1, 'u', 'h', 's', 'b')");
      assertThat(deliveries.of(77)).hasSize(1);
      assertThat(deliveries.releaseAll(Instant.EPOCH)).isZero();
      assertThat(deliveries.of(77)).isEmpty();
      deliveries.arm(
          77,
          new Subscriber(
              Map.of(CallbackEvent.SUCCESS, new Subscriber.Receiver("u", "h", "s")), "b"));
      assertThat(deliveries.of(77)).isEmpty();
    }
  }
}
