// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.MoveTarget;
import java.util.List;

/**
 * What came of a move.
 *
 * @param begun FINISHED if there was nothing to do any more
 * @param comparisons one for each kind of thing; the move is finished if all are equal
 * @param damaged files that are, or were missing, in the source already, for people; at most some
 */
public record MoveResult(
    MoveTarget.Begun begun, List<Comparison> comparisons, List<String> damaged) {

  public MoveResult {
    comparisons = List.copyOf(comparisons);
    damaged = List.copyOf(damaged);
  }

  public boolean isFinished() {
    return comparisons.stream().allMatch(Comparison::isEqual);
  }
}
