// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Limits;
import dev.errand.limit.Selection;
import dev.errand.limit.Shares;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the tasks to claim. The plain order comes first, since it mostly is the answer: only
 * where a limit forbids one of the first, or shares decide, are the lanes read.
 */
public final class Choice {

  private Choice() {}

  /** So many at the most. */
  public static List<Candidate> of(Lanes lanes, int free, Limits limits, Shares shares)
      throws SQLException {
    List<Candidate> first = lanes.first(free);
    if (first.isEmpty()) {
      return first;
    }
    Selection selection = new Selection(limits, lanes.running(), shares);
    boolean all = first.size() < free;
    if (all || !selection.shares()) {
      List<Candidate> admitted = admitted(first, selection.copy());
      if (all || admitted.size() == first.size()) {
        return taken(admitted, selection);
      }
    }
    return new LaneMerge(lanes, selection).choose(free);
  }

  private static List<Candidate> admitted(List<Candidate> candidates, Selection selection) {
    List<Candidate> admitted = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (selection.admits(candidate.lane())) {
        selection.count(candidate.lane());
        admitted.add(candidate);
      }
    }
    return admitted;
  }

  private static List<Candidate> taken(List<Candidate> candidates, Selection selection) {
    candidates.forEach(candidate -> selection.take(candidate.lane()));
    return candidates;
  }
}
