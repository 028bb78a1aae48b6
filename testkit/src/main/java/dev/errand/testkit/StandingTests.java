// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.LogExtent;
import dev.errand.store.Lost;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Dropped;
import dev.errand.store.Recording.Standing;
import dev.errand.store.Store;
import dev.errand.task.AttemptUsage;
import dev.errand.task.Outcome;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What attempts say of themselves besides progress and log. */
abstract class StandingTests extends StoreTests {

  private static final AttemptUsage FIRST = new AttemptUsage(1, 400, 1L << 40, 5, 6, 0);
  private static final AttemptUsage SECOND = new AttemptUsage(2, 1, 2, 3, 4, 5);

  StandingTests(Supplier<Store> medium) {
    super(medium);
  }

  private static Recording standing(List<AttemptUsage> usage, Optional<String> position) {
    return new Recording(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Dropped.NONE,
        LogExtent.EMPTY,
        new Standing(usage, position, Optional.empty(), Optional.empty()));
  }

  private static Recording used(AttemptUsage... usage) {
    return standing(List.of(usage), Optional.empty());
  }

  private static List<AttemptUsage> usage(Task task) {
    return task.attempt().usage();
  }

  @Test
  void whatAnAttemptUsedIsKeptWithItsTask() {
    Task running = running();
    assertThat(usage(running)).isEmpty();

    assertThat(record(running, used(FIRST))).isTrue();
    assertThat(usage(find(running))).containsExactly(FIRST);
    assertThat(record(running, NOTHING)).isTrue();
    Task ended = finish(running).orElseThrow();

    assertThat(usage(ended)).containsExactly(FIRST);
    assertThat(find(running)).isEqualTo(ended);
  }

  @Test
  void whatIsSaidWithTheEndIsInItsAnswer() {
    Task running = running();

    Task ended =
        done(store.end(
                AttemptRef.of(running), ending(TaskStatus.FINISHED, Outcome.NOTHING, used(FIRST))))
            .orElseThrow();

    assertThat(usage(ended)).containsExactly(FIRST);
    assertThat(find(running)).isEqualTo(ended);
  }

  @Test
  void ofEachAttempt() {
    Task running = running();
    Task waiting =
        done(store.requeue(AttemptRef.of(running), requeueing(used(FIRST)))).orElseThrow();
    assertThat(usage(waiting)).containsExactly(FIRST);

    Task second = claim(1).getFirst();
    assertThat(usage(second)).containsExactly(FIRST);
    assertThat(record(second, used(FIRST, SECOND))).isTrue();

    assertThat(usage(finish(second).orElseThrow())).containsExactly(FIRST, SECOND);
    assertThat(usage(find(second))).containsExactly(FIRST, SECOND);
  }

  @Test
  void ofOneThatLostItsTaskChangesNothing() {
    Task old = running();
    requeue(old);
    Task running = claim(1).getFirst();

    assertThat(record(old, used(FIRST))).isFalse();

    assertThat(usage(find(running))).isEmpty();
  }

  @Test
  void thePositionIsThereForWhoeverGoesOn() {
    Task running = running();
    record(running, standing(List.of(), Optional.of("1 7")));
    record(running, used(FIRST));
    record(running, standing(List.of(), Optional.of("1 9")));

    reopen(OPERATION);

    Lost lost = store.lost(done(store.held())).getFirst();
    assertThat(lost.claimed().position()).contains("1 9");
    assertThat(usage(lost.task())).containsExactly(FIRST);
  }
}
