// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the database's clock the lease has ended, and the node has not noticed yet. */
class EndedLeaseTest {

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofHours(1));
  private final PostgresStore store = Tasks.opened(settings, "late");

  @BeforeEach
  void addTask() {
    Tasks.done(store.insert(Tasks.task()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void leaseEnds(String when) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE node SET lease_end = clock_timestamp() " + when);
    }
  }

  @Test
  void claimsNothing() throws SQLException {
    leaseEnds("- interval '1 second'");
    assertThat(Tasks.claim(store, 1)).isEmpty();

    leaseEnds("+ interval '1 hour'");
    assertThat(Tasks.claim(store, 1)).hasSize(1);
  }
}
