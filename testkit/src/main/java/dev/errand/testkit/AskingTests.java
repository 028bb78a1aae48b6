// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.store.Lapsing;
import dev.errand.store.Requeueing;
import dev.errand.store.Store;
import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.Asked;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What tasks ask, what is answered, and that tasks wait for it without being claimed. */
abstract class AskingTests extends StoreTests {

  private static final Json SCHEMA = new Json("{\"type\":\"object\",\"properties\":{}}");
  private static final Answer YES = new Answer.Accepted(new Json("{\"n\":1}"));

  AskingTests(Supplier<Store> medium) {
    super(medium);
  }

  private AskedQuestion question(String key) {
    return question(key, Optional.empty());
  }

  private AskedQuestion question(String key, Optional<Instant> until) {
    return new AskedQuestion(
        key,
        "What of " + key + "?",
        SCHEMA,
        until.map(_ -> new Json("{}")),
        clock.instant(),
        until,
        Optional.empty());
  }

  private Optional<AskedOf> ask(Task task, AskedQuestion... questions) {
    return done(store.questions().ask(AttemptRef.of(task), List.of(questions)));
  }

  private AnswersTaken answer(Task task, Map<String, Answer> answers) {
    Map<String, Answered> all = new LinkedHashMap<>();
    answers.forEach(
        (key, answer) -> all.put(key, new Answered(answer, clock.instant(), Optional.of("ann"))));
    return done(store.questions().answer(number(task), all)).orElseThrow();
  }

  private Task park(Task task, String... keys) {
    Requeueing parking =
        new Requeueing(
            NOTHING, false, Optional.empty(), Optional.empty(), cancelledEnd(), Set.of(keys));
    return done(store.requeue(AttemptRef.of(task), parking)).orElseThrow();
  }

  private List<AskedQuestion> questions(Task task) {
    return store.questions().of(number(task));
  }

  @Test
  void whatIsAskedIsThereInItsOrder() {
    Task task = running();
    AskedQuestion second = question("a", Optional.of(START.plusSeconds(5)));
    AskedOf asked = ask(task, question("b"), second).orElseThrow();

    assertThat(asked.questions()).containsExactly(question("b"), second);
    assertThat(asked.task().asked()).isEqualTo(new Asked(2, 0, false));
    assertThat(asked.task().isAsking()).isTrue();
    assertThat(find(task)).isEqualTo(asked.task());
    reopen(OPERATION);
    assertThat(questions(task)).containsExactly(question("b"), second);
  }

  @Test
  void theFirstAskingCounts() {
    Task task = running();
    AskedQuestion first = question("a", Optional.of(START.plusSeconds(5)));
    ask(task, first);
    clock.advance(Duration.ofSeconds(1));

    AskedOf asked = ask(task, question("a"), question("b")).orElseThrow();

    assertThat(asked.questions()).containsExactly(first, question("b"));
    assertThat(asked.task().asked().questions()).isEqualTo(2);
  }

  @Test
  void anAttemptThatLostItsTaskAsksNothing() {
    Task old = running();
    ask(old, question("a"));
    requeue(old);
    Task task = claim(1).getFirst();

    assertThat(ask(old, question("b"))).isEmpty();
    assertThat(
            done(
                store.requeue(
                    AttemptRef.of(old),
                    new Requeueing(
                        NOTHING,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        cancelledEnd(),
                        Set.of("a")))))
        .isEmpty();

    assertThat(questions(task)).hasSize(1);
    // Nor is the task then parked by what the old one waits for.
    ask(task, question("c"));
    park(task, "c");
    answer(task, Map.of("c", YES));
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void ofSeveralAnswersTheFirstCounts() {
    Task task = running();
    ask(task, question("a"), question("b"));
    AnswersTaken first = answer(task, Map.of("a", YES, "unknown", YES));
    clock.advance(Duration.ofSeconds(1));
    AnswersTaken second = answer(task, Map.of("a", Answer.DECLINED));

    assertThat(first.taken()).containsExactly("a");
    assertThat(first.task().asked()).isEqualTo(new Asked(2, 1, false));
    assertThat(second.taken()).isEmpty();
    assertThat(second.questions().getFirst().answered())
        .contains(new Answered(YES, START, Optional.of("ann")));
    assertThat(second.questions().getLast().isOpen()).isTrue();
    assertThat(second.task()).isEqualTo(first.task()).isEqualTo(find(task));
  }

  @Test
  void everyKindOfAnswerIsKept() {
    List<Answer> answers =
        List.of(
            YES,
            Answer.DECLINED,
            Answer.DISMISSED,
            new Answer.TimedOut(Optional.empty()),
            new Answer.TimedOut(Optional.of(new Json("{\"n\":2}"))));
    Task task = running();
    for (int i = 0; i < answers.size(); i++) {
      ask(task, question("q" + i));
      answer(task, Map.of("q" + i, answers.get(i)));
    }

    assertThat(questions(task))
        .extracting(question -> question.answered().orElseThrow().answer())
        .containsExactlyElementsOf(answers);
  }

  @Test
  void manyAnswersAtOnceAndOneCounts() {
    Task task = running();
    ask(task, question("a"));
    List<CompletableFuture<Optional<AnswersTaken>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Answered answered =
          new Answered(
              new Answer.Accepted(new Json("{\"n\":%d}".formatted(i))), START, Optional.empty());
      all.add(store.questions().answer(number(task), Map.of("a", answered)));
    }

    assertThat(all.stream().filter(one -> !done(one).orElseThrow().taken().isEmpty())).hasSize(1);
    assertThat(find(task).asked().answers()).isEqualTo(1);
  }

  @Test
  void oneThatIsParkedIsClaimedOnceAllItWaitsForIsAnswered() {
    Task task = running();
    ask(task, question("a"), question("b"), question("later"));
    Task parked = park(task, "a", "b");

    assertThat(parked.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(parked.isParked()).isTrue();
    assertThat(parked.attempt().counted()).as("it does not count").isZero();
    assertThat(claim(10)).isEmpty();
    assertThat(answer(task, Map.of("a", YES)).task().isParked()).isTrue();
    assertThat(claim(10)).isEmpty();
    assertThat(answer(task, Map.of("b", Answer.DECLINED)).task().isParked()).isFalse();

    Task again = claim(10).getFirst();
    assertThat(again.id()).isEqualTo(task.id());
    assertThat(again.asked()).isEqualTo(new Asked(3, 2, false));
    // It waits for other things next time.
    park(again, "later");
    assertThat(claim(10)).isEmpty();
    assertThat(answer(task, Map.of("later", YES)).task().isParked()).isFalse();
    assertThat(finish(claim(10).getFirst()).orElseThrow().asked())
        .isEqualTo(find(task).asked())
        .isEqualTo(new Asked(3, 3, false));
  }

  @Test
  void whatWasAnsweredMeanwhileParksNothing() {
    Task task = running();
    ask(task, question("a"));
    answer(task, Map.of("a", YES));

    assertThat(park(task, "a").isParked()).isFalse();
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void answersAndParkingAtOnceNeverLeaveATaskBehind() {
    for (int i = 0; i < Races.rounds(10); i++) {
      Task task = running();
      ask(task, question("a"));
      Answered answered = new Answered(YES, START, Optional.empty());
      Requeueing parking =
          new Requeueing(
              NOTHING, false, Optional.empty(), Optional.empty(), cancelledEnd(), Set.of("a"));
      List<CompletableFuture<?>> both = new ArrayList<>();
      if (i % 2 == 0) {
        both.add(store.requeue(AttemptRef.of(task), parking));
      }
      both.add(store.questions().answer(number(task), Map.of("a", answered)));
      if (i % 2 == 1) {
        both.add(store.requeue(AttemptRef.of(task), parking));
      }
      both.forEach(StoreTests::done);

      assertThat(numbers(claim(10))).containsExactly(number(task));
    }
  }

  @Test
  void oneThatIsParkedStaysSoWhenTheStoreIsOpenedAgain() {
    Task task = running();
    ask(task, question("a"));
    park(task, "a");
    reopen();
    reopen(OPERATION);

    assertThat(claim(10)).isEmpty();
    assertThat(find(task).isParked()).isTrue();
    answer(task, Map.of("a", YES));
    assertThat(claim(10)).hasSize(1);
  }

  /** Others of its key wait behind it, and their ends do not let it go. */
  @Test
  void oneThatIsParkedKeepsItsPlaceInItsOrderingKey() {
    insert(keyed("k"));
    Task task = claim(1).getFirst();
    Task second = insert(keyed("k"));
    Task third = insert(keyed("k"));
    ask(task, question("a"));
    park(task, "a");
    cancel(second);

    assertThat(claim(10)).isEmpty();
    answer(task, Map.of("a", YES));
    assertThat(numbers(claim(10))).containsExactly(number(task));
    finish(find(task));
    assertThat(numbers(claim(10))).containsExactly(number(third));
  }

  @Test
  void aCancelEndsOneThatIsParkedAtOnce() {
    Task task = running();
    ask(task, question("a"));
    park(task, "a");

    Task ended = cancel(task).orElseThrow();

    assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(ended.isAsking()).isFalse();
    AnswersTaken late = answer(task, Map.of("a", YES));
    assertThat(late.taken()).isEmpty();
    assertThat(late.task()).isEqualTo(ended);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void oneThatWasCancelledIsNotParked() {
    Task task = running();
    ask(task, question("a"));
    cancel(task);

    assertThat(park(task, "a").status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatIsOverIsFoundOnceAndTheLongestFirst() {
    Task task = running();
    ask(
        task,
        question("c", Optional.of(START.plusMillis(3))),
        question("a", Optional.of(START.plusMillis(1))),
        question("b", Optional.of(START.plusMillis(2))),
        question("never"));
    answer(task, Map.of("b", YES));

    assertThat(store.questions().lapsing(START, 10)).isEmpty();
    assertThat(store.questions().lapsing(START.plusMillis(5), 1))
        .containsExactly(new Lapsing(number(task), "a", Optional.of(new Json("{}"))));
    assertThat(store.questions().lapsing(START.plusMillis(5), 10))
        .extracting(Lapsing::key)
        .containsExactly("a", "c");
    Task ended = finish(task).orElseThrow();
    answer(task, Map.of("a", new Answer.TimedOut(Optional.empty())));
    assertThat(store.questions().lapsing(START.plusMillis(5), 10)).as("it has ended").isEmpty();
    assertThat(questions(task)).filteredOn(AskedQuestion::isOpen).hasSize(3);
    assertThat(find(task)).isEqualTo(ended);
  }

  @Test
  void whatWasAskedGoesWithItsTask() {
    Task task = running();
    ask(task, question("a", Optional.of(START)));
    finish(task);
    delete(task);

    assertThat(questions(task)).isEmpty();
    assertThat(store.questions().lapsing(START, 10)).isEmpty();
    assertThat(done(store.questions().answer(number(task), Map.of()))).isEmpty();
  }
}
