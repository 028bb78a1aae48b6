// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.List;
import java.util.stream.Collectors;

/** Inputs that do not fit the operation's schema; names every wrong member. */
public final class InvalidInputsException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * One wrong member.
   *
   * @param member its path, such as {@code area.bbox[2]}; empty for the inputs as a whole
   */
  public record Problem(String member, String message) {

    @Override
    public String toString() {
      return member.isEmpty() ? message : member + ": " + message;
    }
  }

  public InvalidInputsException(String operation, List<Problem> problems) {
    super(
        "The inputs do not fit the operation '%s': %s"
            .formatted(
                operation,
                problems.stream().map(Problem::toString).collect(Collectors.joining("; "))));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
