// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.testkit.soak.SoakTask;
import java.time.Duration;
import java.util.List;

/**
 * How big a soak is.
 *
 * @param tasks how many are acknowledged in all, about
 * @param time over which they are submitted
 * @param lease of the nodes
 * @param mix which tasks
 */
record SoakPlan(int tasks, Duration time, Duration lease, SoakTask.Mix mix) {

  static final List<String> NODES = List.of("first", "second", "third");

  /** The node whose clock jumps. */
  static final String JUMPING = "third";

  private static final boolean FULL = Boolean.getBoolean("soak");
  private static final Duration USUAL_LEASE = Duration.ofSeconds(15);
  private static final int MANY = 10_000;

  /** With {@code -Dsoak=true} the full size instead, with the lease that nodes usually have. */
  SoakPlan orFull() {
    return FULL ? new SoakPlan(MANY, Duration.ofMinutes(2), USUAL_LEASE, mix) : this;
  }

  /** How many each node submits. */
  int tasksOfNode() {
    return (tasks + NODES.size() - 1) / NODES.size();
  }

  /** How many are submitted in all. */
  int all() {
    return NODES.size() * tasksOfNode();
  }

  /** For the command line. */
  String text() {
    return tasks + "," + time + "," + lease + "," + mix;
  }

  static SoakPlan parse(String text) {
    String[] parts = text.split(",", -1);
    return new SoakPlan(
        Integer.parseInt(parts[0]),
        Duration.parse(parts[1]),
        Duration.parse(parts[2]),
        SoakTask.Mix.valueOf(parts[3]));
  }
}
