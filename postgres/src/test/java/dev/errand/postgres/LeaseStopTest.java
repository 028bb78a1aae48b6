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

  private Lease registered(MachineClock.Moment sent) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url())) {
      Node one = new Node(0, "one", Set.of(), Optional.empty());
      Lease.Parts parts =
          new Lease.Parts(
              settings, new DatabaseClock(MachineClock.SYSTEM), MachineClock.SYSTEM, events);
      return new Lease(parts, Nodes.register(connection, one, settings.lease()).node(), sent);
    }
  }

  private static MachineClock.Moment longAgo(PostgresSettings settings) {
    return new MachineClock.Moment(
        System.nanoTime() - settings.lease().toNanos(), System.currentTimeMillis());
  }

  /** Whoever asks is told so before the next look, and it stays so. */
  @Test
  void whatIsAlmostOverIsNotHeldAndNotRenewed() throws Exception {
    try (Lease lease = registered(longAgo(settings));
        Connection connection = DriverManager.getConnection(settings.url())) {
      assertThat(lease.isHeldBy(lease.node().id())).isFalse();
      assertThat(lease.take(lease.ask(connection))).isFalse();
    }
  }

  /** It is no matter how much of the lease is left by the clock. */
  @Test
  void whatOthersHaveTakenIsNotHeld() throws Exception {
    try (Lease lease = registered(MachineClock.SYSTEM.moment());
        Connection connection = DriverManager.getConnection(settings.url())) {
      Node node = lease.node();
      assertThat(lease.isHeldBy(node.id())).isTrue();
      Nodes.leave(connection, node);

      assertThat(lease.take(lease.ask(connection))).isFalse();
      assertThat(lease.isHeldBy(node.id())).isFalse();
    }
  }

  /** What they were running is nobody's otherwise, as long as the node lives. */
  @Test
  void whoeverTellsAttemptsToStopRegistersAnew() throws Exception {
    try (Lease lease = registered(longAgo(settings));
        Connection connection = DriverManager.getConnection(settings.url())) {
      Node node = lease.node();
      // A renewal has its answer, and before that counts, somebody looks at the one before.
      Lease.Answer answer = lease.ask(connection);
      lease.look();
      events.await(StoreEvent.LEASE_ENDS, PATIENCE);
      assertThat(lease.take(answer)).isFalse();
      assertThat(lease.isHeldBy(node.id())).isFalse();

      lease.renew();
      assertThat(lease.node().id()).isNotEqualTo(node.id());
      events.await(StoreEvent.ATTEMPTS_LOST, PATIENCE);
    }
    assertThat(new OutputTables(settings).number("SELECT count(*) FROM node")).isEqualTo(1);
  }
}
