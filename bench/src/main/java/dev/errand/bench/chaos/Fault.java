// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.time.Duration;
import java.util.Locale;

/** What breaks, and how often at the usual pace. */
enum Fault {
  /** A node's process is killed and started again. */
  KILLS(7),
  /** Connections of a node break, at any time or at a commit. */
  CUTS(3),
  /** The network of a node holds everything, and lets it through later. */
  STALLS(12),
  /** The network of a node loses one direction, and nobody is told. */
  HALF_OPENS(15),
  /** A node's process is stopped for longer than the lease and goes on. */
  FREEZES(14),
  /** The database crashes and starts again. */
  CRASHES(70),
  /** The database is lost, and its standby becomes the database. */
  FAILOVERS(140),
  /** The clock of a node jumps. */
  CLOCKS(9);

  private final int seconds;

  Fault(int seconds) {
    this.seconds = seconds;
  }

  /** From one to the next, on average. */
  Duration interval() {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
