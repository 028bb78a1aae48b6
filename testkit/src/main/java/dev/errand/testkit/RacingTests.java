// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.testkit.Races.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Store;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Many threads at once. */
abstract class RacingTests extends StoreTests {

  private static final int THREADS = 16;
  private static final int ROUNDS = Races.rounds(120);

  RacingTests(Supplier<Store> medium) {
    super(medium);
  }

  @Test
  void nothingIsClaimedTwiceAndNothingAnsweredIsMissing() throws Exception {
    Set<Long> claims = ConcurrentHashMap.newKeySet();
    List<Callable<List<Task>>> workers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int id = thread;
      workers.add(() -> work(id, claims));
    }
    List<Task> answered = together(workers).stream().flatMap(List::stream).toList();
    reopen(OPERATION, OTHER);

    assertThat(answered).hasSize(THREADS * 60).extracting(Task::id).doesNotHaveDuplicates();
    assertThat(answered).allSatisfy(task -> assertThat(store.find(task.id().key())).isPresent());
    for (Task task : answered) {
      boolean claimed = claims.contains(number(task));
      assertThat(find(task).attempt().number()).isEqualTo(claimed ? 1 : 0);
    }
    assertThat(lost()).isEmpty();
  }

  /** Submits, claims, ends and cancels; every third task has an ordering key. */
  private List<Task> work(int thread, Set<Long> claims) {
    List<Task> submitted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Submission.Builder submission = i % 3 == 0 ? keyed("key " + i % 7) : urgent(i % 4);
      submitted.add(insert(submission.owner("thread " + thread)));
      for (Claimed claimed : done(store.claim(Claim.unlimited(false, () -> 2, clock)))) {
        Task task = claimed.task();
        assertThat(claims.add(number(task))).as("task %s claimed once", task.id()).isTrue();
        assertThat(record(task, lines(1, 2))).isTrue();
        assertThat(end(task, TaskStatus.FAILED)).isPresent();
      }
      if (i % 5 == 0) {
        cancel(submitted.get(i / 2));
      }
    }
    return submitted;
  }

  @Test
  void cancelAgainstClaim() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = insert();
      List<Optional<Task>> answers =
          together(List.of(() -> claim(1).stream().findFirst(), () -> cancel(task)));

      Task cancelled = answers.get(1).orElseThrow();
      if (answers.get(0).isPresent()) {
        assertThat(cancelled.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(statusOf(task)).isEqualTo(TaskStatus.RUNNING);
        end(answers.get(0).get(), TaskStatus.CANCELLED);
      }
      assertThat(statusOf(task)).isEqualTo(TaskStatus.CANCELLED);
      assertThat(find(task).cancelRequest()).isPresent();
    }
  }

  @Test
  void claimAgainstClaim() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Long> inserted = List.of(number(insert()), number(insert(keyed("key"))));
      List<List<Task>> answers = together(List.of(() -> claim(2), () -> claim(1), () -> claim(2)));

      List<Task> claimed = answers.stream().flatMap(List::stream).toList();
      assertThat(numbers(claimed)).containsExactlyInAnyOrderElementsOf(inserted);
      assertThat(claimed).allSatisfy(task -> assertThat(finish(task)).isPresent());
    }
  }

  /** Whichever comes first, the request is not forgotten and nothing cancelled is started. */
  @Test
  void cancelAgainstRequeue() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = running();
      List<Optional<Task>> answers = together(List.of(() -> requeue(task), () -> cancel(task)));

      assertThat(answers).allSatisfy(answer -> assertThat(answer).isPresent());
      assertThat(find(task).cancelRequest()).isPresent();
      assertThat(statusOf(task)).isEqualTo(TaskStatus.CANCELLED);
      assertThat(claim(1)).isEmpty();
    }
  }

  @Test
  void cancelAgainstGiveBack() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = running();
      List<Optional<Task>> answers = together(List.of(() -> giveBack(task), () -> cancel(task)));

      assertThat(answers).allSatisfy(answer -> assertThat(answer).isPresent());
      assertThat(find(task).cancelRequest()).isPresent();
      assertThat(statusOf(task)).isEqualTo(TaskStatus.CANCELLED);
      assertThat(claim(1)).isEmpty();
    }
  }

  @Test
  void cancelAgainstEnd() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = running();
      List<Optional<Task>> answers = together(List.of(() -> finish(task), () -> cancel(task)));

      assertThat(answers.get(0)).isPresent();
      assertThat(statusOf(task)).isEqualTo(TaskStatus.FINISHED);
      assertThat(find(task).cancelRequest())
          .isEqualTo(answers.get(1).orElseThrow().cancelRequest());
    }
  }

  @Test
  void endAgainstRequeue() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = running();
      List<Optional<Task>> answers = together(List.of(() -> finish(task), () -> requeue(task)));

      assertThat(answers.stream().filter(Optional::isPresent)).hasSize(1);
      if (answers.get(1).isPresent()) {
        assertThat(statusOf(task)).isEqualTo(TaskStatus.WAITING);
        claim(1).forEach(this::finish);
      }
      assertThat(statusOf(task)).isEqualTo(TaskStatus.FINISHED);
    }
  }

  @Test
  void deleteAgainstReads() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = finish(running()).orElseThrow();
      AtomicBoolean deleted = new AtomicBoolean();
      Callable<Optional<Task>> byNumber = () -> readUntil(deleted, () -> store.find(number(task)));
      Callable<Optional<Task>> byKey = () -> readUntil(deleted, () -> store.find(task.id().key()));
      Callable<Optional<Task>> delete =
          () -> {
            assertThat(delete(task)).contains(task);
            deleted.set(true);
            return store.find(number(task)).or(() -> store.find(task.id().key()));
          };

      assertThat(together(List.of(delete, byNumber, byNumber, byKey, byKey)))
          .as("what was read once the deletion was answered")
          .allSatisfy(read -> assertThat(read).isEmpty());
    }
  }

  @Test
  void whatWasAnsweredIsReadWhileOthersRead() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task task = insert();
      Task other = insert();
      AtomicBoolean ended = new AtomicBoolean();
      Callable<Optional<Task>> reads = () -> readUntil(ended, () -> store.find(number(task)));
      Callable<Optional<Task>> changes =
          () -> {
            assertReadAs(cancel(other).orElseThrow());
            Task started = claim(1).getFirst();
            assertReadAs(started);
            assertReadAs(requeue(started).orElseThrow());
            Task again = claim(1).getFirst();
            assertReadAs(cancel(again).orElseThrow());
            Optional<Task> last = finish(again);
            assertReadAs(last.orElseThrow());
            ended.set(true);
            return last;
          };

      List<Optional<Task>> answers = together(List.of(changes, reads, reads, reads));
      assertThat(Set.copyOf(answers)).as("the last answer and the last reads").hasSize(1);
    }
  }

  private void assertReadAs(Task task) {
    assertThat(store.find(number(task))).contains(task);
    assertThat(store.find(task.id().key())).contains(task);
  }

  /** Reads until after the mark was set; gives what the last read found, begun after that. */
  private static Optional<Task> readUntil(AtomicBoolean mark, Supplier<Optional<Task>> read) {
    boolean last;
    Optional<Task> found;
    do {
      last = mark.get();
      found = read.get();
    } while (!last);
    return found;
  }

  @Test
  void oneOfManyEndsATask() throws Exception {
    Task task = running();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      calls.add(
          () -> done(store.end(AttemptRef.of(task), ending(TaskStatus.FINISHED))).isPresent());
    }

    assertThat(together(calls)).filteredOn(ended -> ended).hasSize(1);
  }
}
