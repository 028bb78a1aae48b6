// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.StoreException;
import dev.errand.store.StoreEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that is open, with all that works on its database. */
record OpenStore(
    Pools pools, Lease lease, Kinds kinds, GroupCommit writer, LostAttempts lost, Reader reader)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

  /** The kinds of changes. */
  record Kinds(
      Inserts inserts,
      Recordings recordings,
      Endings endings,
      Requeues requeues,
      Cancels cancels,
      Deletes deletes,
      Claims claims) {

    static Kinds of(Lease lease, OrderingKeys keys) {
      return new Kinds(
          new Inserts(),
          new Recordings(lease),
          new Endings(lease, keys),
          new Requeues(lease, keys),
          new Cancels(keys),
          new Deletes(),
          new Claims(lease, keys));
    }
  }

  /** Asks on a connection of the pool. */
  record Reader(Pools pools, DatabaseFailures failures) {

    /** A question to the database. */
    @FunctionalInterface
    interface Question<T> {
      T ask(Connection connection) throws SQLException;
    }

    <T> T ask(Question<T> question) {
      try (Connection connection = pools.reader()) {
        return question.ask(connection);
      } catch (SQLException e) {
        throw failures.explain(e);
      }
    }
  }

  /**
   * @throws StoreException if the database cannot be reached or used
   */
  static OpenStore open(
      PostgresSettings settings, String name, Set<String> operations, Consumer<StoreEvent> events) {
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    try {
      Pools pools = Pools.open(settings);
      try {
        long sent = System.nanoTime();
        Node node = register(pools, settings, name, operations);
        return open(pools, new Lease(settings, node, sent, events), failures);
      } catch (SQLException | RuntimeException e) {
        pools.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  private static Node register(
      Pools pools, PostgresSettings settings, String name, Set<String> operations)
      throws SQLException {
    try (Connection connection = pools.writer()) {
      Migrations.apply(connection, settings.place());
      Node node = Nodes.register(connection, name, operations, settings.lease());
      connection.commit();
      return node;
    }
  }

  private static OpenStore open(Pools pools, Lease lease, DatabaseFailures failures)
      throws SQLException {
    OrderingKeys keys = new OrderingKeys();
    LostAttempts lost = new LostAttempts();
    try (Connection connection = pools.writer()) {
      lost.takeOver(connection, lease.node());
      connection.commit();
    }
    GroupCommit writer = new GroupCommit(pools, keys, failures);
    OpenStore open =
        new OpenStore(
            pools, lease, Kinds.of(lease, keys), writer, lost, new Reader(pools, failures));
    lease.start();
    writer.start();
    return open;
  }

  /** What this node still runs is up for others at once. */
  @Override
  public void close() {
    writer.close();
    lease.close();
    try (Connection connection = pools.reader()) {
      Nodes.leave(connection, lease.node());
    } catch (SQLException e) {
      LOG.warn("Node {} leaves without a word: {}", lease.node().name(), e.toString());
    }
    pools.close();
  }
}
