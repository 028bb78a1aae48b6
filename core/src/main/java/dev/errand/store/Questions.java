// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What tasks have asked. It goes with them. Safe for all threads. */
public interface Questions {

  /**
   * Adds what the task has not asked yet, by their keys; what it has stays as it is.
   *
   * @return all that it has asked; empty if the attempt no longer holds it, so that nothing was
   *     stored
   */
  CompletableFuture<Optional<AskedOf>> ask(AttemptRef attempt, List<AskedQuestion> questions);

  /**
   * Takes answers to questions that are open, of a task that has not ended. One that was
   * {@linkplain Requeueing#awaits parked} may be claimed again once nothing is open that it waits
   * for.
   *
   * @param answers by the keys of their questions
   * @return empty if there is no task
   */
  CompletableFuture<Optional<AnswersTaken>> answer(long number, Map<String, Answered> answers);

  /** All that a task has asked, in the order of asking; nothing if there is none. */
  List<AskedQuestion> of(long number);

  /** Open questions whose time is over at {@code now}, the longest first. */
  List<Lapsing> lapsing(Instant now, int limit);
}
