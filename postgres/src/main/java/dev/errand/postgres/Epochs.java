// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

/**
 * The epochs of claims and of take-overs. Two attempts of a task never have the same one, also when
 * a failover has forgotten that the first was claimed: a part of each is by chance. They grow, and
 * stay below 2<sup>53</sup> for 136 years, so that every JSON parser reads them whole: seconds
 * since 2026 in the high 32 bits, 21 bits for what comes within a second.
 */
final class Epochs {

  /**
   * The next one of the row that an UPDATE of {@code task} changes. The clock is asked once for all
   * rows of the statement: its arithmetic costs as much as the rest of a claim's expressions.
   */
  // lease.pml: epoch
  static final String NEXT =
      "greatest(task.epoch, (SELECT (extract(epoch FROM clock_timestamp())::bigint - 1767225600) << 21))"
          + " + 1 + (random() * 1048575)::bigint";

  private Epochs() {}
}
