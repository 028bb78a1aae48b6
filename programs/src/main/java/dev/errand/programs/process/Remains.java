// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.util.List;

/**
 * What there was at the end of a program.
 *
 * @param ended what still ran and was ended
 * @param left what runs on: it cannot be ended, or it left its session, cleared its environment and
 *     lost its parent, so that it cannot be told whose it is
 * @param most what all of them used at the most
 * @param killedForMemory whether the system killed any for using too much memory
 */
public record Remains(List<Found> ended, List<Found> left, Usage most, boolean killedForMemory) {

  /**
   * @param command for people
   */
  public record Found(long pid, String command) {

    static List<Found> of(List<ProcessEntry> entries, ProcessTable table) {
      return entries.stream()
          .map(entry -> new Found(entry.pid(), table.command(entry.pid())))
          .toList();
    }

    @Override
    public String toString() {
      return "%d (%s)".formatted(pid, command);
    }
  }

  public Remains {
    ended = List.copyOf(ended);
    left = List.copyOf(left);
  }
}
