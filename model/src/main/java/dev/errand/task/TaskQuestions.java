// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tasks ask, and answers to it, whoever they belong to. Safe for all threads. */
public interface TaskQuestions {

  /** All that the task has asked, in the order of asking; nothing if there is no such task. */
  List<AskedQuestion> of(TaskId id);

  /**
   * Answers what the task asks; returns once that is durable. Of several answers to one question
   * the first counts, and of an answer and the end of the time for it whichever is stored first.
   *
   * @param answers by the keys of their questions; what is not asked, or has an answer, is passed
   *     over
   * @param by the name of who answers, where it is known
   * @return empty if there is no such task
   * @throws InvalidAnswersException if one does not fit its question; then none is taken
   */
  Optional<AnswersTaken> answer(
      TaskId id, Map<String, ? extends Answer.Given> answers, Optional<String> by);
}
