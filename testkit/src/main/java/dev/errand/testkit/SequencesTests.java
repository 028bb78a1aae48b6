// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Store;
import dev.errand.task.Idempotency;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes, done to the store and to a model of it, which must agree after each. */
abstract class SequencesTests extends StoreTests {

  private static final int STEPS = 600;

  SequencesTests(Supplier<Store> medium) {
    super(medium);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aStoreDoesWhatTheModelDoes(long seed) {
    Random random = new Random(seed);
    StoreModel model = new StoreModel();
    for (int step = 0; step < STEPS; step++) {
      String what = step(random, model);
      List<StoreModel.Row> rows =
          store.list(TaskFilter.ALL, Page.oldest(Page.MAX_LIMIT), START).stream()
              .map(SequencesTests::row)
              .toList();
      assertThat(rows).as("seed %d after step %d: %s", seed, step, what).isEqualTo(model.rows());
    }
  }

  private static StoreModel.Row row(Task task) {
    return new StoreModel.Row(
        number(task),
        task.status(),
        task.submission().priority(),
        task.submission().orderingKey(),
        task.submission().idempotency().map(Idempotency::key),
        task.attempt().number(),
        task.attempt().epoch(),
        task.cancelRequest().isPresent());
  }

  private String step(Random random, StoreModel model) {
    long number = 1 + random.nextLong(model.highest() + 1);
    long epoch = Math.max(0, model.epochOf(number) - (random.nextInt(4) == 0 ? 1 : 0));
    AttemptRef attempt = new AttemptRef(number, epoch);
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> insert(random, model);
      case 5, 6, 7 -> claim(random.nextInt(4), model);
      case 8, 9, 10 -> end(attempt, random, model);
      case 11 -> requeue(attempt, model);
      case 12, 13 -> cancel(number, model);
      case 14 -> delete(number, model);
      default -> reopen(random, model);
    };
  }

  private String insert(Random random, StoreModel model) {
    Submission.Builder submission = Submission.builder(OPERATION).priority(random.nextInt(3));
    Optional<String> key =
        random.nextBoolean() ? Optional.of("key " + random.nextInt(3)) : Optional.empty();
    key.ifPresent(submission::orderingKey);
    Optional<String> once =
        random.nextInt(3) == 0 ? Optional.of("once-" + random.nextInt(4)) : Optional.empty();
    once.ifPresent(text -> submission.idempotency(new Idempotency(text, "0a")));
    Submission wish = submission.build();
    Task task = insert(wish, false);
    assertThat(number(task)).isEqualTo(model.insert(wish.priority(), key, once));
    return "insert " + task.id();
  }

  private String claim(int free, StoreModel model) {
    List<Task> claimed = claim(free);
    assertThat(numbers(claimed)).as("claim of %d", free).isEqualTo(model.claim(free));
    claimed.forEach(task -> newEpoch(task, model));
    return "claim " + numbers(claimed);
  }

  /** How much greater an epoch is than the one before is the store's affair. */
  private static void newEpoch(Task task, StoreModel model) {
    assertThat(task.attempt().epoch()).isGreaterThanOrEqualTo(model.epochOf(number(task)));
    model.hasEpoch(number(task), task.attempt().epoch());
  }

  private String end(AttemptRef attempt, Random random, StoreModel model) {
    TaskStatus status =
        List.of(TaskStatus.FINISHED, TaskStatus.FAILED, TaskStatus.CANCELLED)
            .get(random.nextInt(3));
    boolean ended = done(store.end(attempt, ending(status))).isPresent();
    assertThat(ended).as("%s", attempt).isEqualTo(model.end(attempt, status));
    return "end " + attempt;
  }

  private String requeue(AttemptRef attempt, StoreModel model) {
    boolean requeued = done(store.requeue(attempt, requeueing(NOTHING))).isPresent();
    assertThat(requeued).as("%s", attempt).isEqualTo(model.requeue(attempt));
    return "requeue " + attempt;
  }

  private String cancel(long number, StoreModel model) {
    boolean there =
        done(store.cancel(
                number,
                new dev.errand.task.CancelRequest(START, Optional.empty()),
                RETENTIONS,
                _ -> List.of()))
            .isPresent();
    assertThat(there).isEqualTo(model.cancel(number));
    return "cancel " + number;
  }

  private String delete(long number, StoreModel model) {
    boolean deleted = done(store.delete(number)).isPresent();
    assertThat(deleted).isEqualTo(model.delete(number));
    return "delete " + number;
  }

  private String reopen(Random random, StoreModel model) {
    if (random.nextInt(5) > 0) {
      return "nothing";
    }
    // Without its operation nothing may be claimed in between.
    reopen(OTHER);
    assertThat(claim(10)).isEmpty();
    reopen(OPERATION);
    List<Task> lost = lost();
    assertThat(lost).hasSize(model.running());
    lost.forEach(task -> newEpoch(task, model));
    return "reopen";
  }
}
