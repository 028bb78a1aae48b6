// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.List;
import java.util.Set;

/**
 * What became of answers.
 *
 * @param task as it is afterwards
 * @param questions all that it has asked, as they are afterwards, in the order of asking
 * @param taken the keys of those whose answer counts now. All others are unknown, have an answer
 *     already, or are of a task that has ended.
 */
public record AnswersTaken(Task task, List<AskedQuestion> questions, Set<String> taken) {

  public AnswersTaken {
    questions = List.copyOf(questions);
    taken = Set.copyOf(taken);
  }
}
