// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

/**
 * A database was lost, and its standby took its place. All times by {@link System#nanoTime}.
 *
 * @param synchronous whether each commit had waited for the standby, so that nothing may be lost
 * @param partition whether the old one went on for a moment that nodes could still see
 * @param kept all that was told before this is kept: the newest commit that the standby had
 * @param cut the old one told nobody anything after this
 * @param healed the new one could be reached by all from here on
 */
record Failover(boolean synchronous, boolean partition, long kept, long cut, long healed) {

  /** Whether what was asked and told at these times may be forgotten. */
  boolean forgets(long asked, long told) {
    return !synchronous && told >= kept && asked <= cut;
  }
}
