// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.time.Duration;
import java.util.Set;

/**
 * What is to be broken, and for how long.
 *
 * @param time for which things break
 * @param nodes how many processes there are
 * @param hogs processes that only use the processor
 * @param seed of all that is random; two runs with the same one break the same at about the same
 *     times
 * @param lease of the nodes
 * @param rate tasks that are submitted in a second, by all nodes together
 * @param pace how many times as often as usual things break
 * @param faults what breaks
 * @param replication whether commits wait for the standby
 */
record Plan(
    Duration time,
    int nodes,
    int hogs,
    long seed,
    Duration lease,
    int rate,
    double pace,
    Set<Fault> faults,
    Replication replication) {

  /** Whether a commit is told only when the standby has it too. */
  enum Replication {
    SYNC,
    ASYNC,
    /** From one failover to the next by turns. */
    BOTH
  }

  /** How long the nodes have in the end, with nothing broken, until every task has ended. */
  Duration patience() {
    return lease.multipliedBy(20).plusSeconds(60);
  }

  /** Longer than all of it lasts, so that nothing may be deleted before it is looked at. */
  Duration retention() {
    return time.plus(patience()).plusHours(1);
  }

  /** Far enough to delete everything, if a node believed its own clock. */
  Duration clockOffset() {
    return retention().multipliedBy(2);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
