// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Lane;
import dev.errand.limit.Running;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The tasks of one kind of worker, as a store reads them within the transaction that claims. */
public interface Lanes {

  /** What runs, on all nodes. */
  Running running() throws SQLException;

  /** The first of all that could be started, in order. */
  List<Candidate> first(int most) throws SQLException;

  /** The lanes in which tasks could be started, of those operations. */
  List<Lane> waiting(Predicate<String> operations) throws SQLException;

  /** Where to read on in a lane: after this one; at its beginning if there is none. */
  record Cursor(Lane lane, int priority, long number) {

    static Cursor beginning(Lane lane) {
      return new Cursor(lane, Integer.MAX_VALUE, -1);
    }

    static Cursor after(Candidate candidate) {
      return new Cursor(candidate.lane(), candidate.priority(), candidate.number());
    }
  }

  /** So many of each lane at the most, those of one lane in order. */
  List<Candidate> next(Collection<Cursor> cursors, int most) throws SQLException;
}
