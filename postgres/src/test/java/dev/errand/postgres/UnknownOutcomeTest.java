// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.errand.store.NewTask;
import dev.errand.task.CancelRequest;
import dev.errand.task.Page;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.UnknownOutcomeException;
import dev.errand.testkit.Looks;
import dev.errand.testkit.soak.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers give up waiting for a database that has not said whether it committed. */
class UnknownOutcomeTest {

  private static final String WRITER = "errand-writer";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final PostgresSettings settings = Database.fresh();
  private final Proxy proxy = new Proxy(Database.port());

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private PostgresStore opened(Duration patience) {
    return Tasks.opened(
        PostgresSettings.of(proxy.url(settings.url())).readers(4).patience(patience), "node");
  }

  private CompletableFuture<Task> held(PostgresStore store, NewTask task) throws Exception {
    proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
    CompletableFuture<Task> held = store.insert(task);
    proxy.awaitHeld(WRITER);
    return held;
  }

  private static Throwable failure(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> Tasks.done(future));
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return Objects.requireNonNull(thrown.getCause());
  }

  private static List<Task> all(PostgresStore store) {
    return store.list(TaskFilter.ALL, Page.oldest(100), Instant.EPOCH.minusSeconds(1));
  }

  @Test
  void whatTheWriterHasIsUnknownAndWhatWaitsIsNeverStored() throws Exception {
    try (PostgresStore store = opened(SHORT)) {
      NewTask first = Tasks.task();
      CompletableFuture<Task> taken = held(store, first);
      CompletableFuture<Task> waiting = store.insert(Tasks.task());

      assertThat(failure(taken))
          .isInstanceOf(UnknownOutcomeException.class)
          .hasMessageContaining("it may have been. Look at the list of tasks");
      assertThat(failure(waiting))
          .isInstanceOf(StoreUnreachableException.class)
          .hasMessageContaining("this was not stored");

      proxy.set(Proxy.Fault.NONE);
      NewTask last = Tasks.task();
      Tasks.done(store.insert(last));
      assertThat(all(store))
          .extracting(task -> task.id().key())
          .containsExactly(first.key(), last.key());
    }
  }

  @Test
  void anAnswerWithinThePatienceCounts() throws Exception {
    try (PostgresStore store = opened(LONG)) {
      CompletableFuture<Task> taken = held(store, Tasks.task());
      CompletableFuture<Task> waiting = store.insert(Tasks.task());
      proxy.set(Proxy.Fault.NONE);

      Task first = Tasks.done(taken);
      Task second = Tasks.done(waiting);
      assertThat(all(store)).contains(first, second);
    }
  }

  @Test
  void aCancelAndADeletionSayWhatToLookAt() throws Exception {
    try (PostgresStore store = opened(SHORT)) {
      Task waiting = Tasks.done(store.insert(Tasks.task()));
      long number = waiting.id().number();
      proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
      CompletableFuture<Optional<Task>> cancelled =
          store.cancel(
              number,
              new CancelRequest(Instant.EPOCH, Optional.empty()),
              Tasks.RETENTIONS,
              _ -> List.of());
      assertThat(failure(cancelled))
          .isInstanceOf(UnknownOutcomeException.class)
          .hasMessageContaining("Look at the task before");
      proxy.set(Proxy.Fault.NONE);
      Tasks.done(store.insert(Tasks.task()));

      proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
      assertThat(failure(store.delete(number)))
          .isInstanceOf(UnknownOutcomeException.class)
          .hasMessageContaining("Look at the task before");
      assertThat(store.find(number)).as("it took place").isEmpty();
      proxy.set(Proxy.Fault.NONE);
    }
  }

  /** Nobody can be asked any more, so all who share the transaction are told the same. */
  @Test
  void aCommitThatBreaksWhileTheStoreClosesIsUnknownForAllInIt() throws Exception {
    PostgresStore store = opened(LONG);
    CompletableFuture<Task> alone = held(store, Tasks.task());
    CompletableFuture<Task> first = store.insert(Tasks.task());
    CompletableFuture<Task> second = store.insert(Tasks.task());
    proxy.set(Proxy.Fault.NONE);
    Tasks.done(alone);
    Tasks.done(first);
    Tasks.done(second);
    proxy.set(Proxy.Fault.ANSWER_HELD, WRITER);
    CompletableFuture<Task> unknown = store.insert(Tasks.task());
    proxy.awaitHeld(WRITER);
    Thread closing = Thread.ofPlatform().start(store::close);
    while (closing.getState() != Thread.State.WAITING) {
      Looks.pause();
    }
    proxy.set(Proxy.Fault.ANSWER_LOST, WRITER);

    assertThat(failure(unknown))
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("the connection to the database broke");
    closing.join(LONG);
  }

  /** Not even the reader that is to ask gets a connection. */
  @Test
  void aCommitThatNobodyCanBeAskedAboutIsUnknown() throws Exception {
    PostgresSettings one = PostgresSettings.of(proxy.url(settings.url())).readers(1);
    Tasks.opened(settings, "makes the tables").close();
    try (Pools pools = Pools.open(one);
        var _ = pools.reader()) {
      Transactions transactions = new Transactions(pools, Duration.ofMillis(1), () -> false);
      proxy.set(Proxy.Fault.ANSWER_LOST, WRITER);

      assertThatThrownBy(() ->
              transactions.run(connection -> {
                try (var statement = connection.createStatement()) {
                  statement.execute("CREATE TABLE written ()");
                }
              }))
          .isInstanceOf(UnknownCommitException.class);
    }
    assertThat(new OutputTables(settings).number("SELECT count(*) FROM written")).isZero();
  }
}
