// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.limit.WaitReason;
import dev.errand.operation.Asks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Question;
import dev.errand.task.Answer;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import dev.errand.task.InvalidAnswersException;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That operations ask, get one answer each, and hold no worker where they need none. */
public abstract class EngineAskContract extends AskingEngine {

  @Test
  void whatIsParkedHoldsNoWorker() throws Exception {
    Work other = Work.of("other", (in, context) -> new Work.Out("done"));
    Errand errand =
        start(builder ->
            builder.workers(1).operation(asking(Asks.AND_BEGINS_AGAIN, QUESTION)).operation(other));
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(submit(errand, "x").id());
    }
    for (TaskId id : ids) {
      parked(errand, id);
    }
    Submission eleventh = Submission.builder("other").inputs(Json.of(Work.In.named("x"))).build();
    ended(errand, errand.submit(eleventh).id(), FINISHED);

    Task parked = errand.task(ids.getFirst().number()).orElseThrow();
    assertThat(parked.status()).isEqualTo(WAITING);
    assertThat(parked.attempt().counted()).isZero();
    assertThat(errand.outlook(parked).waits()).contains(new WaitReason.Unanswered(1));
    assertThat(errand.load().workers().busy()).isZero();
    for (TaskId id : ids) {
      assertThat(answer(errand, id, YES).taken()).containsExactly("go");
    }
    for (TaskId id : ids) {
      Task ended = ended(errand, id, FINISHED);
      assertThat(ended.result()).contains(said("7 rows"));
      assertThat(ended.attempt().number()).isEqualTo(2);
      assertThat(ended.attempt().counted()).isEqualTo(1);
    }
    assertThat(log(errand, ids.getFirst()))
        .containsExactly(
            "Asks go: Go on?",
            "Ends here and begins again with the answer to go",
            "go was answered by ann");
  }

  @Test
  void whatStaysKeepsItsAttemptUntilTheAnswer() throws Exception {
    Errand errand = start(asking(Asks.AND_STAYS, QUESTION));
    Task asks = asks(errand, submit(errand, "x").id());
    AskedQuestion question = errand.questions().of(asks.id()).getFirst();

    assertThat(question.text()).isEqualTo("Go on?");
    assertThat(question.schema().parse().path("properties").path("pace").path("enum")).hasSize(2);
    assertThat(question.isOpen()).isTrue();
    answer(errand, asks.id(), YES);

    Task ended = ended(errand, asks.id(), FINISHED);
    assertThat(ended.result()).contains(said("7 rows"));
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(ended.isAsking()).isFalse();
  }

  @Test
  void whatIsAskedAgainCountsOnce() throws Exception {
    List<Question> many = yesOrNo(0, 501);
    AtomicInteger answered = new AtomicInteger();
    Work work =
        Work.of(
                (in, context) -> {
                  answered.set(context.ask(many).size());
                  context.ask(yesOrNo(501, 1_001));
                  return new Work.Out("asked too much");
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    Errand errand = start(work);
    TaskId id = parked(errand, submit(errand, "x").id()).id();
    Map<String, Answer.Given> no = new HashMap<>();
    many.forEach(question -> no.put(question.key(), Answer.DECLINED));

    errand.questions().answer(id, no, Optional.empty());

    Task failed = ended(errand, id, FAILED);
    assertThat(answered).hasValue(501);
    assertThat(failed.failure().orElseThrow().message())
        .contains("a task asks at most 1000 questions");
    assertThat(errand.questions().of(id)).hasSize(501);
  }

  private static List<Question> yesOrNo(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Question.yesOrNo("k" + i, "Go on?")).toList();
  }

  @Test
  void anAnswerThatDoesNotFitNamesTheMemberAndIsNotTaken() throws Exception {
    Errand errand = start(asking(Asks.AND_BEGINS_AGAIN, QUESTION));
    TaskId id = parked(errand, submit(errand, "x").id()).id();
    Json wrong = new Json("{\"rows\":\"many\",\"pace\":\"AT_ONCE\",\"more\":1}");

    assertThatThrownBy(() -> answer(errand, id, new Answer.Accepted(wrong)))
        .isInstanceOf(InvalidAnswersException.class)
        .hasMessageContaining("go/rows: ")
        .hasMessageContaining("go/pace: ")
        .hasMessageContaining("go/more: is not asked for");
    assertThatThrownBy(() -> answer(errand, id, new Answer.Accepted(new Json("[]"))))
        .hasMessageContaining("go: must be a JSON object");
    assertThatThrownBy(() -> answer(errand, id, new Answer.Accepted(new Json("{}"))))
        .hasMessageContaining("go/rows: is missing");
    assertThat(errand.task(id.number()).orElseThrow().isParked()).isTrue();
    answer(errand, id, YES);
    AnswersTaken late = answer(errand, id, Answer.DECLINED);
    assertThat(late.taken()).isEmpty();
    assertThat(late.questions().getFirst().answered().orElseThrow().by()).contains("ann");
    assertThat(errand.questions().answer(new TaskId(999, id.key()), Map.of(), Optional.empty()))
        .isEmpty();
    ended(errand, id, FINISHED);
  }

  @Test
  void toDeclineAndToPutOffAreAnswers() throws Exception {
    Errand errand = start(asking(Asks.AND_BEGINS_AGAIN, QUESTION));
    TaskId declined = parked(errand, submit(errand, "x").id()).id();
    TaskId dismissed = parked(errand, submit(errand, "x").id()).id();
    answer(errand, declined, Answer.DECLINED);
    answer(errand, dismissed, Answer.DISMISSED);

    assertThat(ended(errand, declined, FINISHED).result()).contains(said("no"));
    assertThat(ended(errand, dismissed, FINISHED).result()).contains(said("no"));
    assertThat(log(errand, declined)).contains("go was declined by ann");
    assertThat(log(errand, dismissed)).contains("go was put off by ann");
  }

  @Test
  void severalAreAnsweredInAnyOrderAndTheTaskGoesOnWhenAllAre() throws Exception {
    Question[] three = {
      Question.of("a", "A?", Go.class),
      Question.of("b", "B?", Go.class),
      Question.yesOrNo("c", "C?")
    };
    AtomicInteger calls = new AtomicInteger();
    Work work =
        Work.of(
                (in, context) -> {
                  calls.incrementAndGet();
                  said(context, three[0], three[1]);
                  return new Work.Out(context.ask(three[2]).isAccepted() ? "yes" : "no");
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    Errand errand = start(work);
    TaskId id = parked(errand, submit(errand, "x").id()).id();

    Map<String, Answer.Given> some = Map.of("b", YES, "c", Answer.DECLINED);
    assertThat(errand.questions().answer(id, some, Optional.empty()).orElseThrow().taken())
        .containsExactly("b");
    assertThat(errand.questions().of(id))
        .extracting(AskedQuestion::isOpen)
        .containsExactly(true, false);
    assertThat(errand.task(id.number()).orElseThrow().isParked()).isTrue();
    errand.questions().answer(id, Map.of("a", YES), Optional.empty());
    until(errand, id, task -> task.isParked() && task.asked().questions() == 3);
    errand
        .questions()
        .answer(id, Map.of("c", new Answer.Accepted(Json.EMPTY_OBJECT)), Optional.empty());

    assertThat(ended(errand, id, FINISHED).result()).contains(said("yes"));
    assertThat(calls).hasValue(3);
  }

  /** It ends where it asks, whatever it makes of that; only what goes wrong by itself counts. */
  @Test
  void whatAnAttemptReturnsAfterItWasToEndDoesNotCount() throws Exception {
    Work work =
        Work.of(
                (in, context) -> {
                  try {
                    return new Work.Out(said(context, QUESTION));
                  } catch (CancelledException swallowed) {
                    if (in.name().equals("throw")) {
                      throw new IllegalStateException("while it tidied up");
                    }
                    return new Work.Out("nothing");
                  }
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    Errand errand = start(work);
    TaskId id = parked(errand, submit(errand, "x").id()).id();
    Task failed = ended(errand, submit(errand, "throw").id(), FAILED);
    answer(errand, id, YES);

    assertThat(ended(errand, id, FINISHED).result()).contains(said("7 rows"));
    assertThat(failed.failure().orElseThrow().message()).contains("while it tidied up");
  }

  @Test
  void anOperationSaysThatItAsks() throws Exception {
    Errand errand = start(asking(Asks.NOTHING, QUESTION));

    assertThat(ended(errand, submit(errand, "x").id(), FAILED).failure().orElseThrow().message())
        .hasValueSatisfying(
            message -> assertThat(message).contains("the operation work asks and does not say so"));
    assertThat(errand.operation("work").orElseThrow().asks()).isFalse();
  }

  @Test
  void secretsOfTheInputsAreNotShown() throws Exception {
    Work work =
        Work.of(
                (in, context) -> {
                  String secret = in.password().orElseThrow();
                  if (in.name().equals("schema")) {
                    context.ask(
                        Question.of(
                            "go",
                            "Go?",
                            new Json(
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"title\":\"%s\"}}}"
                                    .formatted(secret))));
                  }
                  context.ask(Question.yesOrNo("go", "Go with " + secret + "?"));
                  return null;
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    Errand errand = start(work);
    TaskId masked = parked(errand, submit(errand, secret("text")).id()).id();
    TaskId refused = submit(errand, secret("schema")).id();

    assertThat(errand.questions().of(masked).getFirst().text()).isEqualTo("Go with ***?");
    assertThat(log(errand, masked)).contains("Asks go: Go with ***?");
    Task failed = ended(errand, refused, FAILED);
    assertThat(failed.failure().orElseThrow().message().orElseThrow())
        .contains("holds a secret of the inputs");
    assertThat(errand.questions().of(refused)).isEmpty();
  }

  private static Submission.Builder secret(String name) {
    Work.In in = new Work.In(name, Optional.empty(), Optional.of("sesame7"));
    return Submission.builder("work").inputs(Json.of(in));
  }
}
