// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.task.Attempt;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class SubmittingTests extends StoreTests {

  SubmittingTests(Supplier<Store> medium) {
    super(medium);
  }

  private static Submission everything() {
    return Submission.builder(OPERATION)
        .inputs(new Json("{\"to\":3}"))
        .description("Counting to three")
        .owner("ann")
        .group(77)
        .priority(-5)
        .orderingKey("repo:x")
        .transactionId(UUID.fromString("00000000-0000-0000-8000-0000000000ff"))
        .build();
  }

  @Test
  void numbersStartAtOneAndGrow() {
    assertThat(number(insert())).isEqualTo(1);
    assertThat(number(insert())).isEqualTo(2);
    assertThat(number(insert())).isEqualTo(3);
  }

  @Test
  void aNewTaskWaitsAndHasNothingYet() {
    Task task = insert();

    assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(task.attempt()).isEqualTo(Attempt.NONE);
    assertThat(task.outcome()).isEqualTo(Outcome.PENDING);
    assertThat(task.times()).isEqualTo(Times.submitted(START));
    assertThat(task.cancelRequest()).isEmpty();
    assertThat(task.progress()).isEmpty();
    assertThat(task.remark()).isEmpty();
  }

  @Test
  void aTaskIsFoundByNumberAndByKeyAsItWasAnswered() {
    NewTask submitted = newTask(everything(), false);
    Task task = done(store.insert(submitted));

    assertThat(task.id().key()).isEqualTo(submitted.key());
    assertThat(task.submission()).isEqualTo(everything());
    assertThat(store.find(number(task))).contains(task);
    assertThat(store.find(submitted.key())).contains(task);
  }

  @Test
  void aTaskWithNothingButWhatIsNecessaryIsFoundAsItWasAnswered() {
    Task task = insert();

    assertThat(store.find(number(task))).contains(task);
    assertThat(find(task).submission()).isEqualTo(Submission.of(OPERATION, Json.EMPTY_OBJECT));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    insert();

    assertThat(store.find(2)).isEmpty();
    assertThat(store.find(0)).isEmpty();
    assertThat(store.find(-1)).isEmpty();
    assertThat(store.find(Long.MAX_VALUE)).isEmpty();
    assertThat(store.find(new UUID(1, 2))).isEmpty();
    assertThat(store.inputs(2)).isEmpty();
    assertThat(store.outputs(2)).isEmpty();
    assertThat(store.log(2, 1, 10)).isEmpty();
  }

  @Test
  void secretsAreForTheAttemptOnly() {
    Submission masked = Submission.of(OPERATION, new Json("{\"password\":\"***\"}"));
    Json inputs = new Json("{\"password\":\"sesame\"}");
    Task task = done(store.insert(new NewTask(UUID.randomUUID(), masked, inputs, false, START)));

    assertThat(task.submission().inputs()).isEqualTo(masked.inputs());
    assertThat(find(task).submission().inputs()).isEqualTo(masked.inputs());
    assertThat(store.inputs(number(task))).contains(inputs.text());
    assertThat(claimFull(1))
        .singleElement()
        .satisfies(claimed -> {
          assertThat(claimed.inputs()).isEqualTo(inputs);
          assertThat(claimed.task().submission().inputs()).isEqualTo(masked.inputs());
        });
  }

  @Test
  void inputsWithoutSecretsAreTheSameForAll() {
    Task task = insert(Submission.builder(OPERATION).inputs(new Json("{\"to\":3}")));

    assertThat(store.inputs(number(task))).contains("{\"to\":3}");
    assertThat(claimFull(1).getFirst().inputs()).isEqualTo(new Json("{\"to\":3}"));
  }

  @Test
  void textsComeBackAsTheyWere() {
    String text = "Zürich ≠ 東京 \uD83D\uDE80 'quoted' \"double\" \\ \n\t% _";
    Submission submission =
        Submission.builder(OPERATION)
            .inputs(Json.of(text))
            .description(text)
            .owner(text)
            .orderingKey(text)
            .build();
    Task task = insert(submission, false);

    assertThat(find(task).submission()).isEqualTo(submission);
  }

  @Test
  void emptyTextsStayEmptyTexts() {
    Submission submission =
        Submission.builder(OPERATION).description("").owner("").orderingKey("").build();

    assertThat(find(insert(submission, false)).submission()).isEqualTo(submission);
  }

  @Test
  void extremeNumbersStay() {
    Submission submission =
        Submission.builder(OPERATION)
            .priority(Integer.MIN_VALUE)
            .group(Long.MIN_VALUE)
            .transactionId(new UUID(-1, -1))
            .build();

    assertThat(find(insert(submission, false)).submission()).isEqualTo(submission);
    assertThat(find(insert(Submission.builder(OPERATION).group(0))).submission().group())
        .hasValue(0);
  }

  @Test
  void timesAreKeptToTheMillisecondAndAnsweredSo() {
    clock.set(Instant.parse("2026-01-02T03:04:05.678999999Z"));
    Task task = insert();

    assertThat(task.times().submitted()).isEqualTo(START);
    assertThat(find(task)).isEqualTo(task);
  }

  @Test
  void theStartOfTimeIsATime() {
    clock.set(Instant.EPOCH);
    insert();
    Task claimed = claim(1).getFirst();

    assertThat(find(claimed).times().started()).contains(Instant.EPOCH);
    assertThat(find(claimed)).isEqualTo(claimed);
  }
}
