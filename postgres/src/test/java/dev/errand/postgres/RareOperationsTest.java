// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Lost;
import dev.errand.task.CancelRequest;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task was running on a node that is gone, and no other node has its operation. */
class RareOperationsTest {

  private static final String RARE = "rare";

  private final PostgresSettings settings = Database.fresh();
  private final PostgresStore other = Tasks.opened(settings, "other");
  private Task task;

  @BeforeEach
  void lose() {
    try (PostgresStore gone = opened("gone", RARE)) {
      Tasks.done(gone.insert(Tasks.task(Submission.of(RARE, Json.EMPTY_OBJECT))));
      task = Tasks.claim(gone, 1).getFirst().task();
    }
  }

  @AfterEach
  void close() {
    other.close();
  }

  private PostgresStore opened(String name, String operation) {
    PostgresStore store = PostgresStore.at(settings);
    store.open(name, Set.of(operation));
    return store;
  }

  private Lease.Parts parts() {
    return new Lease.Parts(
        settings, new DatabaseClock(MachineClock.SYSTEM), MachineClock.SYSTEM, _ -> {});
  }

  @Test
  void aNodeThatHasItDecidesWhenItComes() {
    assertThat(Tasks.lost(other)).isEmpty();
    assertThat(other.find(task.id().number()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);

    try (PostgresStore comes = opened("comes", RARE)) {
      List<Lost> lost = Tasks.lost(comes);
      assertThat(lost).extracting(Lost::task).extracting(Task::id).containsExactly(task.id());
      assertThat(Tasks.lost(other)).as("never back").isEmpty();
      assertThat(
              Tasks.done(comes.requeue(AttemptRef.of(lost.getFirst().task()), Tasks.requeueing())))
          .isPresent();
      assertThat(Tasks.claim(comes, 1)).hasSize(1);
      assertThat(Tasks.lost(other)).as("it runs there").isEmpty();
    }
  }

  @Test
  void whatIsToBeCancelledNeedsNobodyToDecide() {
    CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.empty());
    Tasks.done(other.cancel(task.id().number(), request, Tasks.RETENTIONS, _ -> List.of()));

    assertThat(Tasks.lost(other)).hasSize(1);
  }

  @Test
  void itIsGivenUpWhenNobodyHasComeInTime() throws SQLException {
    try (Pools pools = Pools.open(settings);
        Connection connection = pools.reader()) {
      MachineClock.Moment now = MachineClock.SYSTEM.moment();
      Nodes.Registration third =
          Nodes.register(
              connection,
              new Node(0, "third", Set.of(Tasks.OPERATION), Optional.empty()),
              Duration.ofSeconds(60));
      try (Lease lease = new Lease(parts(), third.node(), now)) {
        LostAttempts hasty = new LostAttempts(Duration.ZERO);
        hasty.takeOver(connection, lease);

        assertThat(hasty.left(connection, lease)).hasSize(1);
      }
    }
  }
}
