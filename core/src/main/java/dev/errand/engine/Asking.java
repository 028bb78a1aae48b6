// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.engine.Cancellation.Reason;
import dev.errand.operation.Asks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Question;
import dev.errand.store.AskedOf;
import dev.errand.store.Store;
import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What attempts do when they ask. Safe for all threads. */
final class Asking {

  /** How many questions a task may ask. */
  private static final int MOST = 1_000;

  /** How often an attempt that waits looks whether it should stop, which mostly interrupts it. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Store store;
  private final InstantSource clock;
  private final StoreOutage outage;

  /**
   * @param clock the store's
   */
  Asking(Store store, InstantSource clock, StoreOutage outage) {
    this.store = store;
    this.clock = clock;
    this.outage = outage;
  }

  /** See {@link dev.errand.operation.TaskContext#ask(List)}. */
  List<Answer> ask(LiveAttempt attempt, Asks rule, List<Question> questions)
      throws CancelledException, InterruptedException {
    Set<String> keys = keys(attempt, rule, questions);
    Optional<List<Answer>> known = attempt.answers().to(keys);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      requireWanted(attempt, rule);
      store(attempt, rule, questions);
      List<Answer> answers = answers(attempt, rule, keys);
      keys.forEach(key -> note(attempt, key, attempt.answers().to(key).orElseThrow()));
      return answers;
    } catch (InterruptedException e) {
      // Told to stop, if it was; else it is somebody else's affair.
      if (attempt.cancellation().reason().isEmpty()) {
        throw e;
      }
      attempt.cancellation().notice();
      throw new CancelledException();
    }
  }

  private static Set<String> keys(LiveAttempt attempt, Asks rule, List<Question> questions) {
    Task task = attempt.snapshot();
    if (rule == Asks.NOTHING) {
      throw new IllegalStateException(
          "the operation %s asks and does not say so; add asks(…) to its OperationSpec"
              .formatted(task.operation()));
    }
    Set<String> keys = new LinkedHashSet<>();
    for (Question question : questions) {
      if (!keys.add(question.key())) {
        throw new IllegalArgumentException("two questions have the key " + question.key());
      }
    }
    return keys;
  }

  /** What is asked again, by a later attempt too, is counted once. */
  private void requireFew(LiveAttempt attempt, List<AskedQuestion> wanted) {
    int before = attempt.snapshot().asked().questions();
    if (before + wanted.size() > MOST) {
      Set<String> keys = new HashSet<>();
      store.questions().of(attempt.ref().number()).forEach(asked -> keys.add(asked.key()));
      wanted.forEach(question -> keys.add(question.key()));
      if (keys.size() > MOST) {
        throw new IllegalStateException("a task asks at most %d questions".formatted(MOST));
      }
    }
  }

  /** Does nothing for an attempt that is to go on, or ends here anyway when the server stops. */
  private static void requireWanted(LiveAttempt attempt, Asks rule) throws CancelledException {
    if (attempt.cancellation().ask()) {
      boolean stops = attempt.cancellation().reason().equals(Optional.of(Reason.STOP));
      if (!stops || rule != Asks.AND_BEGINS_AGAIN) {
        throw new CancelledException();
      }
    }
  }

  /** What cannot be stored is tried again: the same question is never asked twice. */
  private void store(LiveAttempt attempt, Asks rule, List<Question> questions)
      throws CancelledException, InterruptedException {
    Instant now = Instant.ofEpochMilli(clock.millis());
    List<AskedQuestion> wanted =
        questions.stream().map(question -> asked(question, attempt.redactor(), now)).toList();
    while (true) {
      try {
        requireFew(attempt, wanted);
        Optional<AskedOf> stored = Recorder.join(store.questions().ask(attempt.ref(), wanted));
        if (stored.isEmpty()) {
          attempt.fence();
          throw new CancelledException();
        }
        attempt.learn(stored.get());
        tell(attempt, wanted, stored.get(), now);
        return;
      } catch (StoreException e) {
        outage.failed("store what task " + attempt.ref().number() + " asks", e);
        Thread.sleep(TRY_AGAIN);
        requireWanted(attempt, rule);
      }
    }
  }

  private static AskedQuestion asked(Question question, Redactor redactor, Instant now) {
    requireClean(redactor, question.schema());
    question.standard().ifPresent(standard -> requireClean(redactor, standard));
    return new AskedQuestion(
        question.key(),
        redactor.clean(question.text()),
        question.schema(),
        question.standard(),
        now,
        question.limit().map(now::plus),
        Optional.empty());
  }

  private static void requireClean(Redactor redactor, Json shown) {
    if (!redactor.clean(shown.text()).equals(shown.text())) {
      throw new IllegalArgumentException(
          "what is asked for holds a secret of the inputs, and everybody would see it");
    }
  }

  private static void tell(
      LiveAttempt attempt, List<AskedQuestion> wanted, AskedOf stored, Instant now) {
    Set<String> keys = new LinkedHashSet<>();
    wanted.forEach(question -> keys.add(question.key()));
    stored.questions().stream()
        .filter(question -> keys.contains(question.key()))
        .filter(question -> question.isOpen() && question.asked().equals(now))
        .forEach(
            question -> attempt.note("Asks %s: %s".formatted(question.key(), question.text())));
  }

  private static List<Answer> answers(LiveAttempt attempt, Asks rule, Set<String> keys)
      throws CancelledException, InterruptedException {
    Optional<List<Answer>> answers = attempt.answers().to(keys);
    if (answers.isEmpty() && rule == Asks.AND_BEGINS_AGAIN) {
      attempt.note("Ends here and begins again with the answer to " + String.join(", ", keys));
      attempt.answers().parkFor(keys);
      throw new CancelledException();
    }
    try (RunClock.Pause _ = attempt.runClock().pause()) {
      while (answers.isEmpty()) {
        attempt.answers().await(keys, LOOK);
        answers = attempt.answers().to(keys);
        if (answers.isEmpty()) {
          requireWanted(attempt, rule);
        }
      }
    }
    return answers.get();
  }

  private static void note(LiveAttempt attempt, String key, Answered answered) {
    String what =
        switch (answered.answer()) {
          case Answer.Accepted _ -> "was answered";
          case Answer.Declined _ -> "was declined";
          case Answer.Dismissed _ -> "was put off";
          case Answer.TimedOut(Optional<Json> standard) ->
              standard.isPresent()
                  ? "was not answered in time, and what is usual counts"
                  : "was not answered in time";
        };
    String by = answered.by().map(who -> " by " + who).orElse("");
    attempt.note(key + " " + what + by);
  }
}
