// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * What operators watch of a whole store: the same at each node that shares it.
 *
 * @param oldestWaiting when the oldest task that a free worker could start was submitted; those
 *     that wait behind another one of the same ordering key are left out, and in a store of one
 *     node those whose operation it does not have
 * @param nodes that have the store open
 * @param outputBytes how large the files of ended tasks are together, in bytes
 * @param storedBytes how much room tables and files take in the database, in bytes
 */
public record StoreFigures(
    Optional<Instant> oldestWaiting, Nodes nodes, long outputBytes, long storedBytes) {

  /**
   * Nodes by their leases.
   *
   * @param alive those whose lease goes on
   * @param lost those whose lease has ended without their leaving; nobody has taken over yet what
   *     they ran
   */
  public record Nodes(int alive, int lost) {

    /** A store that one process has to itself. */
    public static final Nodes ONE = new Nodes(1, 0);
  }
}
