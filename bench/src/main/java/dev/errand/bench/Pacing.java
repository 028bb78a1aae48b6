// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often and how long to measure. */
final class Pacing {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measured rounds of each. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Rounds of each before those that count. Default: ${DEFAULT-VALUE}.")
  private int warmUps = 2;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Length of a round, where the work has no end of its own. Default: ${DEFAULT-VALUE}.")
  private double seconds = 1;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Measure only what has this in its name; for a look through a profiler.")
  private String only = "";

  boolean includes(Contender contender) {
    return contender.name().contains(only);
  }

  int rounds() {
    return Math.max(1, rounds);
  }

  int warmUps() {
    return Math.max(0, warmUps);
  }

  Duration length() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
