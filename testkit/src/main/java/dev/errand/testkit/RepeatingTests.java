// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Submissions with an idempotency key. */
abstract class RepeatingTests extends StoreTests {

  RepeatingTests(Supplier<Store> medium) {
    super(medium);
  }

  private static Submission.Builder once(String key) {
    return Submission.builder(OPERATION).idempotency(new Idempotency(key, "0a"));
  }

  private List<Task> all() {
    return store.list(TaskFilter.ALL, Page.oldest(100), clock.instant());
  }

  @Test
  void whatMakesItHarmlessAndTheReplyComeBackAsTheyWere() {
    Submission submission = once("k!~").reply(new Json("{\"raw\":[\"ü\"]}")).build();
    Task task = insert(submission, false);

    assertThat(task.submission()).isEqualTo(submission);
    assertThat(find(task)).isEqualTo(task);
    assertThat(claim(1)).singleElement().extracting(Task::submission).isEqualTo(submission);
    assertThat(finish(find(task)).orElseThrow().submission()).isEqualTo(submission);
    reopen(OPERATION);
    assertThat(find(task).submission()).isEqualTo(submission);
  }

  @Test
  void aRepeatedKeyAnswersTheTaskThatIsThereAsItIs() {
    Task first = insert(once("k").description("first"));
    claim(1);

    Task second = insert(once("k").description("second"));

    assertThat(second).isEqualTo(find(first));
    assertThat(all()).containsExactly(second);
    assertThat(number(insert())).as("no number was used up").isEqualTo(2);
  }

  @Test
  void aTaskIsFoundByOwnerAndKey() {
    Task anns = insert(once("k").owner("ann"));
    Task nobodys = insert(once("k"));

    assertThat(store.find(Optional.of("ann"), "k")).contains(anns);
    assertThat(store.find(Optional.empty(), "k")).contains(nobodys);
    assertThat(store.find(Optional.of("bob"), "k")).isEmpty();
    assertThat(store.find(Optional.of("ann"), "other")).isEmpty();
  }

  @Test
  void anotherFingerprintAnswersItTooForTheEngineToCompare() {
    Task first = insert(once("k"));

    Task second = insert(Submission.builder(OPERATION).idempotency(new Idempotency("k", "0b")));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aKeyBelongsToItsOwner() {
    Task ann = insert(once("k").owner("ann"));
    Task bob = insert(once("k").owner("bob"));
    Task nobody = insert(once("k"));

    assertThat(numbers(all())).containsExactly(1L, 2L, 3L);
    assertThat(insert(once("k").owner("ann"))).isEqualTo(ann);
    assertThat(insert(once("k").owner("bob"))).isEqualTo(bob);
    assertThat(insert(once("k"))).isEqualTo(nobody);
    assertThat(number(insert(once("K").owner("ann")))).as("letter case counts").isEqualTo(4);
  }

  @Test
  void aKeyIsFreeAgainWhenItsTaskIsDeleted() {
    Task first = insert(once("k"));
    claim(1);
    finish(find(first));
    assertThat(insert(once("k")).id()).isEqualTo(first.id());

    delete(first);

    assertThat(number(insert(once("k")))).isEqualTo(2);
  }

  @Test
  void manyAtOnceMakeOneTask() {
    List<CompletableFuture<Task>> inserts = new ArrayList<>();
    for (NewTask task :
        IntStream.range(0, 200).mapToObj(_ -> newTask(once("k").build(), false)).toList()) {
      inserts.add(store.insert(task));
    }

    Set<Task> answered = new HashSet<>();
    inserts.forEach(insert -> answered.add(done(insert)));

    assertThat(answered).hasSize(1);
    assertThat(all()).hasSize(1);
  }

  @Test
  void theNextTaskInACommitWithARepeatedOneIsThereToo() {
    insert(once("k"));
    CompletableFuture<Task> repeated = store.insert(newTask(once("k").build(), false));
    CompletableFuture<Task> other = store.insert(newTask(once("l").build(), false));

    assertThat(number(done(repeated))).isEqualTo(1);
    assertThat(number(done(other))).isEqualTo(2);
  }
}
