// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.StoreEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts are told to stop at the moment at which the lease is renewed after all. */
class LeaseStopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofHours(1));
  private final Events events = new Events();

  @BeforeEach
  void makeTables() {
    Tasks.opened(settings, "first").close();
  }

  private Node register() throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url())) {
      Node one = new Node(0, "one", Set.of(), Optional.empty());
      return Nodes.register(connection, one, settings.lease());
    }
  }

  /** What they were running is nobody's otherwise, as long as the node lives. */
  @Test
  void whoeverTellsAttemptsToStopRegistersAnew() throws Exception {
    Node node = register();
    long longAgo = System.nanoTime() - settings.lease().toNanos();
    try (Lease lease = new Lease(settings, node, longAgo, events)) {
      // A renewal has its answer, and before that counts, somebody looks at the one before.
      lease.look();
      events.await(StoreEvent.LEASE_ENDS, PATIENCE);
      lease.held(System.nanoTime(), node);

      lease.renew();
      assertThat(lease.node().id()).isNotEqualTo(node.id());
      events.await(StoreEvent.ATTEMPTS_LOST, PATIENCE);
    }
    assertThat(new OutputTables(settings).number("SELECT count(*) FROM node")).isEqualTo(1);
  }
}
