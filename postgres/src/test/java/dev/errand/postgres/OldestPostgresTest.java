// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.task.CancelRequest;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every statement once on the oldest PostgreSQL that is supported. The whole of the contracts runs
 * there with {@code -Dpostgres=oldest}.
 */
class OldestPostgresTest {

  private static final EmbeddedPostgres SERVER = Servers.start(Servers.oldest());

  private final PostgresSettings settings =
      PostgresSettings.of(SERVER.getJdbcUrl("postgres", "postgres")).readers(2);

  @AfterAll
  static void stop() throws IOException {
    SERVER.close();
  }

  @Test
  void aTaskLivesItsWholeLife() {
    try (PostgresStore store = Tasks.opened(settings, "node")) {
      Task first = Tasks.done(store.insert(Tasks.keyed("a")));
      Task second = Tasks.done(store.insert(Tasks.keyed("a")));
      Task running = onlyOne(Tasks.claim(store, 10));
      assertThat(running.id()).isEqualTo(first.id());
      assertThat(Tasks.done(store.record(AttemptRef.of(running), Tasks.NOTHING))).isTrue();
      assertThat(Tasks.done(store.requeue(AttemptRef.of(running), Tasks.requeueing()))).isPresent();
      Task again = onlyOne(Tasks.claim(store, 10));
      assertThat(Tasks.done(store.end(AttemptRef.of(again), Tasks.finished()))).isPresent();
      CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.of("ann"));
      assertThat(
              Tasks.done(
                  store.cancel(
                      second.id().number(), request, Tasks.RETENTIONS, _ -> List.of("cancelled"))))
          .map(Task::status)
          .contains(TaskStatus.CANCELLED);
      assertThat(store.log(second.id().number(), 1, 10)).hasSize(1);
      assertThat(store.list(TaskFilter.status(TaskStatus.FINISHED), Page.newest(5), Instant.EPOCH))
          .extracting(Task::id)
          .containsExactly(first.id());
      assertThat(store.expired(Instant.EPOCH.plusSeconds(900), 10)).hasSize(2);
      assertThat(Tasks.done(store.delete(first.id().number()))).isPresent();
      assertThat(Tasks.lost(store)).isEmpty();
    }
  }

  private static Task onlyOne(List<Claimed> claimed) {
    assertThat(claimed).hasSize(1);
    return claimed.getFirst().task();
  }

  @Test
  void accountsAndDocumentsAreKept() {
    try (PostgresAccounts accounts = PostgresAccounts.at(settings);
        PostgresDocuments documents = PostgresDocuments.at(settings)) {
      accounts.add("ann", "hash", true);
      assertThat(accounts.account("ann")).isPresent();
      assertThat(documents.register(1, List.of("a/b"), false, Instant.EPOCH)).hasSize(1);
      assertThat(documents.below(1, "", "", 10)).hasSize(2);
    }
  }
}
