// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.StoreEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what other nodes do into events: at once what they announce, and by polling whatever may
 * have been missed, more often while nothing is heard.
 */
final class Neighbours implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  // lease.pml: heard
  private static final String CANCELLED =
      "SELECT number FROM task WHERE status = 1 AND holder = ? AND cancel_time IS NOT NULL";

  private static final String ANSWERED =
      "SELECT number FROM task WHERE status = 1 AND holder = ? AND answers > 0";

  /** Ended by somebody else than their attempts, which this node runs still. */
  private static final String ENDED =
      "SELECT number FROM task WHERE number = ANY (?) AND status > 1";

  private static final long LOOK_MILLIS = 500;

  /** Every so many looks one is taken even though announcements are heard. */
  private static final int SELDOM = 6;

  private final Pools pools;
  private final Lease lease;
  private final RunningTasks running;
  private final Announcements announcements;
  private final Optional<Listening> listening;
  private final Consumer<StoreEvent> events;
  private final long lostMillis;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("errand-neighbours").factory());
  private int looks;

  /** What it needs of the store. */
  record Parts(Pools pools, Lease lease, RunningTasks running) {}

  Neighbours(PostgresSettings settings, Parts parts, Consumer<StoreEvent> events)
      throws SQLException {
    this.pools = parts.pools();
    this.lease = parts.lease();
    this.running = parts.running();
    this.events = events;
    this.lostMillis = settings.lease().toMillis() / 3;
    String channel = channel(pools);
    this.announcements = new Announcements(pools, lease, channel);
    this.listening =
        settings.listens()
            ? Optional.of(new Listening(settings, channel, lease, this::heard))
            : Optional.empty();
  }

  /**
   * Each schema has a channel of its own; its name may hold anything, so its hash stands for it.
   */
  private static String channel(Pools pools) throws SQLException {
    try (Connection connection = pools.reader();
        Binder query =
            Binder.of(
                connection, "SELECT 'errand_' || to_hex(hashtextextended(current_schema(), 0))");
        ResultSet row = query.query()) {
      row.next();
      return row.getString(1);
    }
  }

  RunningTasks running() {
    return running;
  }

  Announcements announcements() {
    return announcements;
  }

  void start() {
    announcements.start();
    listening.ifPresent(Listening::start);
    announcements.tell(new Announcement(lease.node().id(), Announcement.What.HELLO, 0));
    timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> tell(StoreEvent.ATTEMPTS_LOST), lostMillis, lostMillis, TimeUnit.MILLISECONDS);
  }

  private void heard(Announcement announcement) {
    lease.joined();
    switch (announcement.what()) {
      case WORK -> tell(StoreEvent.WORK_WAITS);
      case LIMITS -> tell(StoreEvent.LIMITS_CHANGED);
      case CANCEL -> tell(new StoreEvent.CancelRequested(announcement.number()));
      case ANSWER -> tell(new StoreEvent.QuestionsAnswered(announcement.number()));
      case HELLO, ECHO -> {}
    }
  }

  private void look() {
    boolean deaf = listening.map(Listening::isDeaf).orElse(true);
    looks++;
    if (!deaf && looks % SELDOM != 0) {
      return;
    }
    tell(StoreEvent.LIMITS_CHANGED);
    tell(StoreEvent.WORK_WAITS);
    try (Connection connection = pools.reader()) {
      try (Binder query = Binder.of(connection, CANCELLED).number(lease.node().id())) {
        TaskReader.numbers(query).forEach(this::tellOfCancel);
      }
      try (Binder query = Binder.of(connection, ANSWERED).number(lease.node().id())) {
        TaskReader.numbers(query).forEach(number -> tell(new StoreEvent.QuestionsAnswered(number)));
      }
      Set<Long> here = running.numbers();
      if (!here.isEmpty()) {
        try (Binder query = Binder.of(connection, ENDED).numbers(here)) {
          List<Long> ended = TaskReader.numbers(query);
          ended.forEach(running::left);
          ended.forEach(this::tellOfCancel);
        }
      }
    } catch (SQLException e) {
      LOG.debug("Cancels and answers could not be looked for; trying again", e);
    }
  }

  private void tellOfCancel(long number) {
    tell(new StoreEvent.CancelRequested(number));
  }

  /** A listener that fails must not stop the thread that everybody waits for. */
  private void tell(StoreEvent event) {
    try {
      events.accept(event);
    } catch (RuntimeException e) {
      LOG.error("A listener failed when told of {}", event, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    listening.ifPresent(Listening::close);
    announcements.close();
  }
}
