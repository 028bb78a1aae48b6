// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Store;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Operations that come and go while the store is open. */
abstract class RegisteringTests extends StoreTests {

  private static final String LATER = "later";

  RegisteringTests(Supplier<Store> medium) {
    super(medium);
  }

  private void register(String... operations) {
    Void _ = done(store.register(Set.of(operations)));
  }

  @Test
  void whatComesIsClaimedAlsoIfItWaitedBefore() {
    Task before = insert(Submission.builder(LATER));
    assertThat(claim(10)).isEmpty();

    register(OPERATION, LATER);
    Task after = insert(Submission.builder(LATER));

    assertThat(claimNumbers(10)).containsExactly(number(before), number(after));
  }

  @Test
  void whatGoesWaitsUntilItComesAgain() {
    Task before = insert();
    register(OTHER);
    Task after = insert();

    assertThat(claim(10)).isEmpty();
    assertThat(statusOf(before)).isEqualTo(TaskStatus.WAITING);
    register(OPERATION, OTHER);
    assertThat(claimNumbers(10)).containsExactly(number(before), number(after));
  }

  @Test
  void whatRunsIsNotTouched() {
    Task running = running();

    register(OTHER);

    assertThat(statusOf(running)).isEqualTo(TaskStatus.RUNNING);
    assertThat(finish(running)).get().extracting(Task::status).isEqualTo(TaskStatus.FINISHED);
  }

  @Test
  void whatGoesBackToTheQueueWaitsForItsOperation() {
    Task given = running();
    Task again = running();
    register(OTHER);

    assertThat(giveBack(given)).isPresent();
    assertThat(requeue(again)).isPresent();

    assertThat(claim(10)).isEmpty();
    register(OPERATION);
    assertThat(claimNumbers(10)).containsExactly(number(given), number(again));
  }

  @Test
  void theOrderOfAKeyHoldsAlsoThen() {
    Task first = insert(Submission.builder(LATER).orderingKey("a"));
    Task second = insert(keyed("a"));
    register(OPERATION, LATER);

    assertThat(claimNumbers(10)).containsExactly(number(first));
    register(LATER);
    assertThat(finish(find(first))).isPresent();
    assertThat(claim(10)).isEmpty();
    register(OPERATION);
    assertThat(claimNumbers(10)).containsExactly(number(second));
  }

  @Test
  void whatTheStoreIsOpenedWithCountsTheNextTime() {
    Task waiting = insert();
    register(OTHER);

    reopen(OPERATION);

    assertThat(claimNumbers(10)).containsExactly(number(waiting));
  }
}
