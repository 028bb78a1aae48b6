// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.AnswerForm;
import dev.errand.operation.AnswerForm.Reading;
import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.store.Lapsing;
import dev.errand.store.Store;
import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import dev.errand.task.InvalidAnswersException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskQuestions;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes answers to what tasks ask, from callers and from the clock. Safe for all threads. */
final class Answering implements TaskQuestions {

  /** What is over in a second is seldom much; the rest follows in the next. */
  private static final int CHUNK = 1_000;

  private final Parts parts;
  private final InstantSource clock;

  /**
   * What it needs of the engine.
   *
   * @param released told when there may be something to claim
   */
  record Parts(Store store, Attempts attempts, Watches watches, Runnable released) {}

  /**
   * @param clock the store's
   */
  Answering(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public List<AskedQuestion> of(TaskId id) {
    return parts.store().questions().of(id.number());
  }

  @Override
  public Optional<AnswersTaken> answer(
      TaskId id, Map<String, ? extends Answer.Given> given, Optional<String> by) {
    Instant now = now();
    Map<String, Answered> checked = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (AskedQuestion question : parts.store().questions().of(id.number())) {
      Answer.Given answer = given.get(question.key());
      if (answer != null && question.isOpen()) {
        Answer fitting = fitting(question, answer, problems);
        checked.put(question.key(), new Answered(fitting, now, by));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidAnswersException(problems);
    }
    return take(id.number(), checked);
  }

  private static Answer fitting(
      AskedQuestion question, Answer.Given answer, List<Problem> problems) {
    if (!(answer instanceof Answer.Accepted(Json content))) {
      return answer;
    }
    return switch (AnswerForm.of(question.schema()).read(content)) {
      case Reading.Fits(Json filled) -> new Answer.Accepted(filled);
      case Reading.Unfit(List<Problem> found) -> {
        for (Problem one : found) {
          String member = one.member().isEmpty() ? "" : "/" + one.member();
          problems.add(new Problem(question.key() + member, one.message()));
        }
        yield answer;
      }
    };
  }

  /** Answers what nobody has answered in the time there was; writes only where there is any. */
  void lapse() {
    Instant now = now();
    for (Lapsing over : parts.store().questions().lapsing(now, CHUNK)) {
      Answer answer = new Answer.TimedOut(over.standard());
      take(over.number(), Map.of(over.key(), new Answered(answer, now, Optional.empty())));
    }
  }

  private Optional<AnswersTaken> take(long number, Map<String, Answered> answers) {
    Optional<AnswersTaken> taken = Recorder.join(parts.store().questions().answer(number, answers));
    taken
        .filter(some -> !some.taken().isEmpty())
        .ifPresent(some -> tell(new AskedOf(some.task(), some.questions())));
    return taken;
  }

  /** Reads what another node may have taken an answer to. */
  void lookAt(long number) {
    parts
        .store()
        .find(number)
        .ifPresent(task -> tell(new AskedOf(task, parts.store().questions().of(number))));
  }

  private void tell(AskedOf known) {
    Task task = known.task();
    parts
        .attempts()
        .get(task.id().number())
        .filter(attempt -> attempt.ref().equals(AttemptRef.of(task)))
        .ifPresent(attempt -> attempt.learn(known));
    parts.watches().changed(task.id().number());
    if (task.status() == TaskStatus.WAITING && !task.isParked()) {
      parts.released().run();
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
