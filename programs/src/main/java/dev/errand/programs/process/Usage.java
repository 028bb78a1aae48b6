// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.time.Duration;

/**
 * What processes use, or have used. What the system does not tell is 0.
 *
 * @param memory in bytes
 * @param cpu their time on processors
 * @param processes how many they are
 * @param disk what they moved from and to disks
 */
public record Usage(long memory, Duration cpu, long processes, Disk disk) {

  /**
   * Bytes that went from and to disks. What was in memory already, or is taken back before it is
   * written, does not count.
   */
  public record Disk(long read, long written) {

    static final Disk NOTHING = new Disk(0, 0);

    Disk plus(Disk other) {
      return new Disk(read + other.read, written + other.written);
    }

    Disk max(Disk other) {
      return new Disk(Math.max(read, other.read), Math.max(written, other.written));
    }
  }

  static final Usage NOTHING = new Usage(0, Duration.ZERO, 0, Disk.NOTHING);

  Usage plus(Usage other) {
    return new Usage(
        memory + other.memory,
        cpu.plus(other.cpu),
        processes + other.processes,
        disk.plus(other.disk));
  }

  /** The most of each. */
  Usage max(Usage other) {
    return new Usage(
        Math.max(memory, other.memory),
        cpu.compareTo(other.cpu) > 0 ? cpu : other.cpu,
        Math.max(processes, other.processes),
        disk.max(other.disk));
  }
}
