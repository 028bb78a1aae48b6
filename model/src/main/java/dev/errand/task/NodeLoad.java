// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * What one node does at a moment, known without a look at the store.
 *
 * @param workers threads of operations that work
 * @param waitingWorkers those of operations that only wait
 * @param leases tasks that the node has the right to run: claimed, and their end not stored yet
 */
public record NodeLoad(Workers workers, Workers waitingWorkers, int leases) {

  /**
   * Workers of one kind.
   *
   * @param busy how many have a task, or are about to get one
   * @param all how many there are
   */
  public record Workers(int busy, int all) {}
}
