// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import dev.errand.task.InvalidInputsException.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Answers that do not fit their questions; names every wrong member. None of them was taken. */
public final class InvalidAnswersException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * @param problems whose members begin with the keys of the questions
   */
  public InvalidAnswersException(List<Problem> problems) {
    super(
        "The answers do not fit what was asked: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
