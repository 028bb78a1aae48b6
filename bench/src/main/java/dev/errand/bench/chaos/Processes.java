// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.testkit.soak.Recoveries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Breaks the processes of nodes, and their clocks.
 *
 * @param killed measures what killed processes were running
 * @param frozen the same for those that stand still
 */
record Processes(List<NodeProcess> nodes, Recoveries killed, Recoveries frozen, Tally tally) {

  void start(Breaking breaking, Plan plan) {
    if (plan.has(Fault.KILLS)) {
      breaking.start(Fault.KILLS, plan, this::kill);
    }
    if (plan.has(Fault.FREEZES)) {
      breaking.start(Fault.FREEZES, plan, random -> freeze(random, plan.lease()));
    }
    if (plan.has(Fault.CLOCKS)) {
      breaking.start(Fault.CLOCKS, plan, random -> jump(random, plan.clockOffset()));
    }
  }

  private boolean kill(Random random) throws InterruptedException {
    NodeProcess node = any(random);
    if (!node.kill(killed::watch)) {
      return false;
    }
    tally.count(Fault.KILLS);
    Thread.ofVirtual().start(node::startAgain);
    return true;
  }

  /** For longer than the lease and the time in which others look for what was lost. */
  private boolean freeze(Random random, Duration lease) throws IOException, InterruptedException {
    Duration time =
        lease.multipliedBy(7).dividedBy(5).plusMillis(random.nextLong(lease.toMillis()));
    if (!any(random).freeze(time, frozen::watch)) {
      return false;
    }
    tally.count(Fault.FREEZES);
    return true;
  }

  /** Ahead, behind, or back to the right time. */
  private boolean jump(Random random, Duration offset) {
    any(random).clock((random.nextInt(3) - 1) * offset.toMillis());
    tally.count(Fault.CLOCKS);
    return true;
  }

  private NodeProcess any(Random random) {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
