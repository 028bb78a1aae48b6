// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import dev.errand.task.Output;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The downloads of this process: each has a lease on its file by the database's clock, which is
 * renewed three times per duration whatever the receiver does, and runs out when the process dies.
 * Safe for all threads.
 */
final class OutputReaders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutputReaders.class);
  private static final int RENEWALS = 3;

  private static final String OPEN =
      """
      INSERT INTO output_reader (id, file, lease_end)
      SELECT ?, id, clock_timestamp() + ? * interval '1 millisecond' FROM output_file
      WHERE task = ? AND epoch = ? AND name = ? AND NOT doomed FOR SHARE
      RETURNING file
      """;

  private static final String RENEW =
      """
      UPDATE output_reader SET lease_end = clock_timestamp() + ? * interval '1 millisecond'
      WHERE id = ANY (?)
      """;

  private final PatientReader database;
  private final Duration lease;
  private final Set<UUID> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("errand-downloads-", 0).factory());
  private boolean started;

  OutputReaders(PatientReader database, Duration lease) {
    this.database = database;
    this.lease = lease;
  }

  /** A download and what it reads. */
  record Opened(UUID reader, UUID file) {}

  Optional<Opened> open(AttemptKey attempt, Output output) {
    start();
    UUID reader = UUID.randomUUID();
    Optional<UUID> file = database.ask(connection -> insert(connection, reader, attempt, output));
    file.ifPresent(_ -> open.add(reader));
    return file.map(found -> new Opened(reader, found));
  }

  private Optional<UUID> insert(
      Connection connection, UUID reader, AttemptKey attempt, Output output) throws SQLException {
    try (Binder insert =
            Binder.of(connection, OPEN)
                .uuid(reader)
                .number(lease.toMillis())
                .uuid(attempt.task())
                .number(attempt.epoch())
                .text(output.name());
        ResultSet row = insert.query()) {
      return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
    }
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      long period = Math.max(1, lease.dividedBy(RENEWALS).toMillis());
      timer.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    }
  }

  private void renew() {
    List<UUID> readers = List.copyOf(open);
    if (readers.isEmpty()) {
      return;
    }
    try {
      int renewed = database.ask(connection -> renew(connection, readers));
      if (renewed < readers.size()) {
        LOG.debug("Only {} of {} downloads have a lease to renew", renewed, readers.size());
      }
    } catch (StoreUnreachableException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("The leases of {} downloads could not be renewed; trying again", readers.size(), e);
    } catch (StoreException e) {
      LOG.warn("The leases of {} downloads could not be renewed; trying again", readers.size(), e);
    }
  }

  private int renew(Connection connection, List<UUID> readers) throws SQLException {
    try (Binder update =
        Binder.of(connection, RENEW)
            .number(lease.toMillis())
            .array("uuid", readers, reader -> reader)) {
      return update.update();
    }
  }

  /** Renews a lease no more. */
  void forget(UUID reader) {
    open.remove(reader);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
