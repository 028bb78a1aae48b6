// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

/**
 * The right to run what was claimed: who claimed it, and until when that process may work. Asked
 * last of all before an operation's code is called, and again whenever the code asks whether it is
 * to stop. Safe for all threads.
 */
@FunctionalInterface
public interface Right {

  /** Of a store that one process has to itself: nobody takes over while that process lives. */
  Right ALWAYS = () -> true;

  /**
   * Whether the process that claimed is still known under the id it claimed as, was not told to
   * stop, and has a safe part of its time left. What is no longer held never is again. Costs next
   * to nothing; after the machine was suspended it may wait for the store, a fraction of a second.
   */
  boolean isHeld();
}
