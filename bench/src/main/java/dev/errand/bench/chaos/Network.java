// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.testkit.soak.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Breaks the network between nodes and the database. */
record Network(List<NodeProcess> nodes, Duration lease, Tally tally) {

  private static final List<Proxy.Fault> AT_COMMITS =
      List.of(Proxy.Fault.COMMIT_LOST, Proxy.Fault.ANSWER_LOST);

  private static final List<Proxy.Fault> HALVES =
      List.of(Proxy.Fault.TO_DATABASE_LOST, Proxy.Fault.TO_NODE_LOST, Proxy.Fault.COMMIT_VANISHES);

  private static final List<String> PARTS =
      List.of("errand-lease", "errand-writer", "errand-reader", "errand-listen");

  private interface Step {
    void run(Proxy proxy) throws InterruptedException;
  }

  void start(Breaking breaking, Plan plan) {
    if (plan.has(Fault.CUTS)) {
      breaking.start(Fault.CUTS, plan, this::cut);
    }
    if (plan.has(Fault.STALLS)) {
      breaking.start(Fault.STALLS, plan, this::stall);
    }
    if (plan.has(Fault.HALF_OPENS)) {
      breaking.start(Fault.HALF_OPENS, plan, this::halfOpen);
    }
  }

  /** A third of the cuts waits for commits. */
  private boolean cut(Random random) throws InterruptedException {
    NodeProcess node = any(random);
    if (random.nextInt(3) == 0) {
      Proxy.Fault fault = AT_COMMITS.get(random.nextInt(AT_COMMITS.size()));
      int time = 50 + random.nextInt(200);
      alone(
          node,
          proxy -> {
            proxy.set(fault);
            TimeUnit.MILLISECONDS.sleep(time);
            proxy.set(Proxy.Fault.NONE);
          });
    }
    int broken = node.proxy().resetAll();
    if (broken > 0) {
      tally.cut(broken);
    }
    return broken > 0;
  }

  /** Half of the stalls hold only one of the things that a node does. */
  private boolean stall(Random random) throws InterruptedException {
    Duration time = time(random);
    boolean all = random.nextBoolean();
    String part = PARTS.get(random.nextInt(PARTS.size()));
    boolean alone =
        alone(
            any(random),
            proxy -> {
              if (all) {
                proxy.stall(time);
              } else {
                proxy.set(Proxy.Fault.STALL, part);
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
                proxy.set(Proxy.Fault.NONE);
              }
            });
    return counted(Fault.STALLS, alone);
  }

  private boolean halfOpen(Random random) throws InterruptedException {
    Duration time = time(random);
    Proxy.Fault half = HALVES.get(random.nextInt(HALVES.size()));
    return counted(Fault.HALF_OPENS, alone(any(random), proxy -> proxy.halfOpen(half, time)));
  }

  private boolean counted(Fault fault, boolean happened) {
    if (happened) {
      tally.count(fault);
    }
    return happened;
  }

  /** From a tenth of the lease to twice as long as it. */
  private Duration time(Random random) {
    return lease.dividedBy(10).plusMillis(random.nextLong(lease.toMillis() * 19 / 10));
  }

  private NodeProcess any(Random random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** Only one fault at a time is set in a proxy. */
  private static boolean alone(NodeProcess node, Step step) throws InterruptedException {
    if (!node.network().tryLock()) {
      return false;
    }
    try {
      step.run(node.proxy());
      return true;
    } finally {
      node.network().unlock();
    }
  }
}
