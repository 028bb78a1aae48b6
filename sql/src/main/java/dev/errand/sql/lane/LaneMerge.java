// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Lane;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Selection;
import dev.errand.limit.Shares;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Takes from many lanes, of each in order: by priority, then by share, then as submitted. What
 * stands behind a lane that is full is not read, however much it is.
 */
final class LaneMerge {

  private static final Comparator<Head> IN_TURN =
      Comparator.comparingInt((Head head) -> head.candidate().priority())
          .reversed()
          .thenComparingLong(Head::pass)
          .thenComparingLong(head -> head.candidate().number());

  private final Lanes lanes;
  private final Selection selection;
  private final Limits limits;
  private final Shares shares;
  private final Map<Lane, Queue<Candidate>> read = new HashMap<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>(IN_TURN);
  private boolean heldBack;

  /** The first of a lane, and how far its share was when it became the first. */
  private record Head(Candidate candidate, long pass) {}

  LaneMerge(Lanes lanes, Limits limits, Running running, Shares shares) {
    this.lanes = lanes;
    this.limits = limits;
    this.shares = shares;
    selection = new Selection(limits, running);
  }

  /** Whether limits kept any from being chosen. */
  boolean heldBack() {
    return heldBack;
  }

  List<Candidate> choose(int free) throws SQLException {
    List<Lane> open = lanes.waiting(this::admits).stream().filter(this::admits).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    int most = Math.clamp(2L * free / open.size(), 1, free);
    lanes.next(open.stream().map(Lanes.Cursor::beginning).toList(), most).forEach(this::keep);
    open.forEach(this::offer);
    List<Candidate> chosen = new ArrayList<>(free);
    while (chosen.size() < free && !heads.isEmpty()) {
      Head head = heads.remove();
      Candidate candidate = head.candidate();
      Lane lane = candidate.lane();
      if (!admits(lane)) {
        continue;
      }
      long pass = pass(lane);
      if (pass != head.pass()) {
        heads.add(new Head(candidate, pass));
        continue;
      }
      selection.take(lane);
      limits.share(lane).ifPresent(shares::started);
      chosen.add(candidate);
      if (queue(lane).isEmpty()) {
        lanes.next(List.of(Lanes.Cursor.after(candidate)), most).forEach(this::keep);
      }
      offer(lane);
    }
    return chosen;
  }

  private void keep(Candidate candidate) {
    queue(candidate.lane()).add(candidate);
  }

  private Queue<Candidate> queue(Lane lane) {
    return read.computeIfAbsent(lane, _ -> new ArrayDeque<>());
  }

  private void offer(Lane lane) {
    Candidate next = queue(lane).poll();
    if (next != null) {
      heads.add(new Head(next, pass(lane)));
    }
  }

  private boolean admits(Lane lane) {
    boolean admitted = selection.admits(lane);
    heldBack |= !admitted;
    return admitted;
  }

  private boolean admits(String operation) {
    boolean admitted = selection.admits(operation);
    heldBack |= !admitted;
    return admitted;
  }

  /** How far the share of a lane is: of tasks of one priority the least goes first. */
  private long pass(Lane lane) {
    return limits.share(lane).map(shares::pass).orElse(0L);
  }
}
