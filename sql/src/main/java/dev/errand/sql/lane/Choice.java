// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Selection;
import dev.errand.limit.SharedBy;
import dev.errand.limit.Shares;
import dev.errand.limit.Terms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the tasks to claim. The plain order comes first, since it mostly is the answer: only
 * where a limit forbids one of the first, or shares decide, are the lanes read.
 */
public final class Choice {

  private Choice() {}

  /**
   * So many at the most. Notes whether limits held any back.
   *
   * @param limits those of the terms as this claim has them
   */
  public static List<Candidate> of(Lanes lanes, int free, Limits limits, Terms terms)
      throws SQLException {
    List<Candidate> first = lanes.first(free);
    if (first.isEmpty()) {
      terms.heldBack().set(false);
      return first;
    }
    if (limits.sharedBy() == SharedBy.NOBODY && unbound(first, limits)) {
      terms.heldBack().set(false);
      return first;
    }
    Running running = lanes.running();
    boolean all = first.size() < free;
    if (all || limits.sharedBy() == SharedBy.NOBODY) {
      List<Candidate> admitted = admitted(first, new Selection(limits, running));
      if (all || admitted.size() == first.size()) {
        terms.heldBack().set(admitted.size() < first.size());
        return started(admitted, limits, terms.shares());
      }
    }
    LaneMerge merge = new LaneMerge(lanes, limits, running, terms.shares());
    List<Candidate> chosen = merge.choose(free);
    terms.heldBack().set(merge.heldBack());
    return chosen;
  }

  /** Whether whatever limits there are are of others: then nothing need be counted. */
  private static boolean unbound(List<Candidate> candidates, Limits limits) {
    return candidates.stream()
        .map(Candidate::lane)
        .distinct()
        .noneMatch(lane -> limits.paused().contains(lane.operation()) || limits.boundRunning(lane));
  }

  private static List<Candidate> admitted(List<Candidate> candidates, Selection selection) {
    List<Candidate> admitted = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (selection.admits(candidate.lane())) {
        selection.take(candidate.lane());
        admitted.add(candidate);
      }
    }
    return admitted;
  }

  private static List<Candidate> started(List<Candidate> candidates, Limits limits, Shares shares) {
    if (limits.sharedBy() != SharedBy.NOBODY) {
      candidates.forEach(candidate -> limits.share(candidate.lane()).ifPresent(shares::started));
    }
    return candidates;
  }
}
