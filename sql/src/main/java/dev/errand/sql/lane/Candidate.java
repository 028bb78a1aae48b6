// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Lane;
import java.util.Comparator;

/** A waiting task that a free worker could start, as far as its turn depends on it. */
public record Candidate(Lane lane, int priority, long number) {

  /** By priority, and then as submitted. */
  static final Comparator<Candidate> IN_ORDER =
      Comparator.comparingInt(Candidate::priority).reversed().thenComparingLong(Candidate::number);
}
