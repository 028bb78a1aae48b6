// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

/** Whether an operation asks, and what becomes of an attempt that has no answer yet. */
public enum Asks {
  /** It asks nothing; an attempt that does so all the same fails. */
  NOTHING,
  /**
   * It asks in the middle of its work: the attempt stays where it is, and keeps its worker, until
   * there is an answer.
   */
  AND_STAYS,
  /**
   * It is written so that it can begin again: the attempt ends where it asks, and its task waits
   * without a worker. The next attempt begins at the start with the answers there. What comes
   * before a question is so done once for each that has no answer yet, and once more.
   */
  AND_BEGINS_AGAIN
}
