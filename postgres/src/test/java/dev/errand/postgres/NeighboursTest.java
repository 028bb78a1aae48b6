// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Lost;
import dev.errand.store.StoreEvent;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one node does, the other hears. */
class NeighboursTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final PostgresSettings settings = Database.fresh();
  private final Events events = new Events();
  private PostgresStore one = PostgresStore.at(settings);
  private PostgresStore two = PostgresStore.at(settings);

  private void open(PostgresSettings settings) {
    one = PostgresStore.at(settings);
    one.open("one", Set.of(Tasks.OPERATION));
    two = PostgresStore.at(settings);
    two.onEvent(events);
    two.open("two", Set.of(Tasks.OPERATION));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCancelIsHeardWhereTheTaskRuns(boolean listens) throws Exception {
    open(settings.listens(listens));
    Task task = Tasks.done(one.insert(Tasks.task()));
    assertThat(Tasks.claim(two, 1)).extracting(Claimed::task).hasSize(1);
    CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.of("ann"));
    Tasks.done(one.cancel(task.id().number(), request, Tasks.RETENTIONS, _ -> List.of()));

    events.await(new StoreEvent.CancelRequested(task.id().number()), SOON);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newWorkIsHeard(boolean listens) throws Exception {
    open(settings.listens(listens));
    events.forget();
    Tasks.done(one.insert(Tasks.task()));

    events.await(StoreEvent.WORK_WAITS, SOON);
    assertThat(Tasks.claim(two, 1)).hasSize(1);
  }

  @Test
  void aBrokenConnectionIsReplaced() throws Exception {
    open(settings);
    Task task = Tasks.done(one.insert(Tasks.task()));
    assertThat(Tasks.claim(two, 1)).hasSize(1);
    terminateListeners();
    CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.of("ann"));
    Tasks.done(one.cancel(task.id().number(), request, Tasks.RETENTIONS, _ -> List.of()));

    events.await(new StoreEvent.CancelRequested(task.id().number()), SOON);
  }

  private static void terminateListeners() throws SQLException {
    try (Connection connection = DriverManager.getConnection(Database.url());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'errand-listen'");
    }
  }

  @Test
  void whatANodeThatLeavesWasRunningIsTakenOverOnce() throws Exception {
    open(settings.lease(Duration.ofSeconds(2)));
    Tasks.done(one.insert(Tasks.task()));
    Claimed claimed = Tasks.claim(one, 1).getFirst();
    assertThat(Tasks.lost(two)).isEmpty();
    one.close();

    events.await(StoreEvent.ATTEMPTS_LOST, SOON);
    List<Lost> lost = Tasks.lost(two);
    assertThat(lost).extracting(one -> one.task().id()).containsExactly(claimed.task().id());
    AttemptRef old = AttemptRef.of(claimed.task());
    assertThat(Tasks.done(two.record(old, Tasks.NOTHING))).as("the old attempt").isFalse();
    try (PostgresStore three = Tasks.opened(settings, "three")) {
      assertThat(Tasks.lost(three)).as("another has them").isEmpty();
    }
    assertThat(Tasks.lost(two))
        .as("until somebody acts on it")
        .extracting(Lost::task)
        .containsExactly(lost.getFirst().task());
  }
}
