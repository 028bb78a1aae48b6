// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.time.Duration;

/**
 * What processes use, or have used. What the system does not tell is 0.
 *
 * @param memory in bytes
 * @param cpu their time on processors
 * @param processes how many they are
 */
public record Usage(long memory, Duration cpu, long processes) {

  static final Usage NOTHING = new Usage(0, Duration.ZERO, 0);

  Usage plus(Usage other) {
    return new Usage(memory + other.memory, cpu.plus(other.cpu), processes + other.processes);
  }

  /** The most of each. */
  Usage max(Usage other) {
    return new Usage(
        Math.max(memory, other.memory),
        cpu.compareTo(other.cpu) > 0 ? cpu : other.cpu,
        Math.max(processes, other.processes));
  }
}
