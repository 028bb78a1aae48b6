// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Claimed;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.soak.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One node puts a task back into the queue at the moment at which another one cancels it. */
@Execution(ExecutionMode.CONCURRENT)
class LostCancelTest {

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofHours(1));
  private final Proxy proxy = new Proxy(Database.port());
  private final OutputTables tables = new OutputTables(settings);
  private final PostgresStore running =
      Tasks.opened(
          PostgresSettings.of(proxy.url(settings.url())).lease(settings.lease()), "running");
  private final PostgresStore cancelling =
      Tasks.opened(
          PostgresSettings.of(proxy.url(settings.url())).lease(settings.lease()), "cancelling");
  private final PostgresStore direct = Tasks.opened(settings, "direct");

  /** A way back into the queue. */
  enum Way {
    GIVEN_BACK(Tasks::handInGiveBack),
    REQUEUED(Tasks::handInRequeue);

    private final BiFunction<Store, Claimed, CompletableFuture<Optional<Task>>> handIn;

    Way(BiFunction<Store, Claimed, CompletableFuture<Optional<Task>>> handIn) {
      this.handIn = handIn;
    }
  }

  @AfterEach
  void close() throws Exception {
    proxy.set(Proxy.Fault.NONE);
    running.close();
    cancelling.close();
    direct.close();
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  void aCancelThatComesWhileATaskGoesBackEndsIt(Way way) throws Exception {
    long number = Tasks.done(direct.insert(Tasks.task())).id().number();
    Claimed claimed = Tasks.claim(running, 1).getFirst();
    proxy.set(Proxy.Fault.COMMIT_HELD, "errand-writer");
    CompletableFuture<Optional<Task>> back = way.handIn.apply(running, claimed);
    proxy.awaitHeld("errand-writer");
    CompletableFuture<Optional<Task>> cancel = Tasks.handInCancel(direct, number);
    tables.awaitBlockedOnTask();
    proxy.set(Proxy.Fault.NONE);

    assertThat(Tasks.done(back)).isPresent();
    assertCancelled(Tasks.done(cancel));
    assertCancelled(direct.find(number));
    assertThat(Tasks.claim(running, 1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatGoesBackWhileItIsCancelledEnds(Way way) throws Exception {
    long number = Tasks.done(direct.insert(Tasks.task())).id().number();
    Claimed claimed = Tasks.claim(direct, 1).getFirst();
    proxy.set(Proxy.Fault.COMMIT_HELD, "errand-writer");
    CompletableFuture<Optional<Task>> cancel = Tasks.handInCancel(cancelling, number);
    proxy.awaitHeld("errand-writer");
    CompletableFuture<Optional<Task>> back = way.handIn.apply(direct, claimed);
    tables.awaitBlockedOnTask();
    proxy.set(Proxy.Fault.NONE);

    assertThat(Tasks.done(cancel)).flatMap(Task::cancelRequest).isPresent();
    assertCancelled(Tasks.done(back));
    assertCancelled(direct.find(number));
    assertThat(Tasks.claim(running, 1)).isEmpty();
  }

  private static void assertCancelled(Optional<Task> task) {
    assertThat(task)
        .hasValueSatisfying(one -> {
          assertThat(one.status()).isEqualTo(TaskStatus.CANCELLED);
          assertThat(one.cancelRequest()).flatMap(CancelRequest::by).contains("ann");
          assertThat(one.times().ended()).isPresent();
          assertThat(one.times().retentionEnd()).isPresent();
        });
  }
}
