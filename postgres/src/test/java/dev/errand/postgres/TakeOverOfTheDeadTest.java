// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Lost;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A take-over waits for a lock, and when it goes on the world has changed. */
class TakeOverOfTheDeadTest {

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofSeconds(3));
  private final OutputTables tables = new OutputTables(settings);
  private final List<PostgresStore> stores = new ArrayList<>();

  @AfterEach
  void close() {
    stores.forEach(PostgresStore::close);
  }

  private PostgresStore opened(String node, String... operations) {
    PostgresStore store = PostgresStore.at(settings);
    stores.add(store);
    store.open(node, Set.of(operations));
    return store;
  }

  private static long insert(PostgresStore store, String operation) {
    return Tasks.done(store.insert(Tasks.task(Submission.of(operation, Json.EMPTY_OBJECT))))
        .id()
        .number();
  }

  /** Waits until there is something to take over. */
  private static List<Lost> lost(PostgresStore store) {
    List<Lost> lost = new ArrayList<>();
    CutNetwork.await("something lost", () -> lost.addAll(Tasks.lost(store)));
    return lost;
  }

  @Test
  void nothingIsTakenFromANodeThatRegisteredMeanwhile() throws Exception {
    PostgresStore dead = opened("dead", "locked", "free");
    long locked = insert(dead, "locked");
    long free = insert(dead, "free");
    assertThat(Tasks.claim(dead, 2)).hasSize(2);
    PostgresStore slow = opened("slow", "locked", "free");
    PostgresStore quick = opened("quick", "free");
    dead.close();
    CompletableFuture<List<Lost>> slowly;
    PostgresStore fresh;
    Claimed again;
    try (Connection lock = DriverManager.getConnection(settings.url());
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("SELECT FROM task WHERE number = " + locked + " FOR NO KEY UPDATE");
      slowly = CompletableFuture.supplyAsync(() -> lost(slow));
      tables.awaitBlockedOnTask();
      Claimed taken = lost(quick).getFirst().claimed();
      assertThat(taken.task().id().number()).isEqualTo(free);
      assertThat(Tasks.done(Tasks.handInRequeue(quick, taken))).isPresent();
      fresh = opened("fresh", "free");
      again = Tasks.claim(fresh, 1).getFirst();
      assertThat(again.task().id().number()).isEqualTo(free);
      lock.commit();
    }

    assertThat(Tasks.done(slowly))
        .extracting(one -> one.task().id().number())
        .containsExactly(locked);
    assertThat(Tasks.done(fresh.end(AttemptRef.of(again.task()), Tasks.finished()))).isPresent();
  }

  /** The database may be a standby that has not heard of the newest renewals. */
  @Test
  void whoHasJustBegunLeavesOthersTheTimeToComeBack() {
    PostgresStore frozen = PostgresStore.at(settings.lease(Duration.ofHours(1)));
    stores.add(frozen);
    frozen.open("frozen", Set.of("free"));
    long task = insert(frozen, "free");
    assertThat(Tasks.claim(frozen, 1)).hasSize(1);
    tables.change("UPDATE node SET lease_end = clock_timestamp() - interval '1 second'");
    PostgresStore newcomer = opened("newcomer", "free");

    assertThat(Tasks.lost(newcomer)).as("at once").isEmpty();
    assertThat(lost(newcomer)).extracting(one -> one.task().id().number()).containsExactly(task);
  }
}
