// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that is open, with all that works on its database. */
record OpenStore(
    Reader reader,
    Lease lease,
    Neighbours neighbours,
    Kinds kinds,
    GroupCommit writer,
    LostAttempts lost)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

  /** Longer than a caller waits, because a database that restarts may take its time. */
  private static final int ASKING_PATIENCE = 4;

  /** The kinds of changes. */
  record Kinds(
      Inserts inserts,
      Recordings recordings,
      Endings endings,
      Requeues requeues,
      GivingBack givingBack,
      Releases releases,
      Cancels cancels,
      Deletes deletes,
      Redating redating,
      FailedEnds failedEnds,
      Priorities priorities,
      Claims claims,
      Rules rules,
      HeldTasks held,
      Ticks ticks,
      Asks asks,
      Answering answering,
      Registrations registrations) {

    static Kinds of(
        Lease lease, RunningTasks running, OrderingKeys keys, Announcements announcements) {
      LimitedWork limited = new LimitedWork(announcements);
      Returned returned = new Returned(keys, announcements, limited);
      Inserts inserts = new Inserts(lease, announcements);
      return new Kinds(
          inserts,
          new Recordings(),
          new Endings(running, keys, limited),
          new Requeues(running, returned),
          new GivingBack(running, returned),
          new Releases(announcements),
          new Cancels(keys, announcements),
          new Deletes(),
          new Redating(),
          new FailedEnds(running, keys, announcements, limited),
          new Priorities(),
          new Claims(lease, running, limited),
          new Rules(announcements),
          new HeldTasks(lease),
          new Ticks(inserts),
          new Asks(),
          new Answering(announcements),
          new Registrations(lease));
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
  static OpenStore open(Lease.Parts parts, String name, Set<String> operations) {
    PostgresSettings settings = parts.settings();
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    try {
      Pools pools = Pools.open(settings);
      try {
        Lease lease = register(pools, parts, new Node(0, name, operations, settings.folder()));
        RunningTasks running = new RunningTasks();
        Neighbours neighbours =
            new Neighbours(settings, new Neighbours.Parts(pools, lease, running), parts.events());
        return open(settings, new Reader(pools, failures), lease, neighbours);
      } catch (SQLException | RuntimeException e) {
        pools.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failures.explainOpening(e);
    }
  }

  private static Lease register(Pools pools, Lease.Parts parts, Node node) throws SQLException {
    PostgresSettings settings = parts.settings();
    try (Connection connection = pools.writer()) {
      Migrations.apply(connection, settings.place());
      MachineClock.Moment sent = parts.clock().moment();
      Nodes.Registration registration = Nodes.register(connection, node, settings.lease());
      parts.databaseClock().told(registration.now(), sent.nanos());
      return new Lease(parts, registration.node(), sent);
    }
  }

  private static OpenStore open(
      PostgresSettings settings, Reader reader, Lease lease, Neighbours neighbours)
      throws SQLException {
    RunningTasks running = neighbours.running();
    OrderingKeys keys = new OrderingKeys(running, neighbours.announcements());
    LostAttempts lost = new LostAttempts(LostAttempts.PATIENCE);
    try (Connection connection = reader.pools().writer()) {
      lost.takeOver(connection, lease);
      LastCommit.clean(connection);
      connection.commit();
    }
    GroupCommit writer =
        new GroupCommit(
            reader.pools(),
            settings.patience().multipliedBy(ASKING_PATIENCE),
            keys,
            reader.failures(),
            neighbours.announcements()::committed);
    Kinds kinds = Kinds.of(lease, running, keys, neighbours.announcements());
    lease.start();
    neighbours.start();
    writer.start();
    return new OpenStore(reader, lease, neighbours, kinds, writer, lost);
  }

  /** What this node still runs is up for others at once. */
  @Override
  public void close() {
    // lease.pml: close
    writer.close();
    neighbours.close();
    lease.close();
    try (Connection connection = reader.pools().reader()) {
      Nodes.spare(connection, lease.node());
      Nodes.leave(connection, lease.node());
    } catch (SQLException e) {
      LOG.warn("Node {} leaves without a word: {}", lease.node().name(), e.toString());
    }
    reader.pools().close();
  }
}
