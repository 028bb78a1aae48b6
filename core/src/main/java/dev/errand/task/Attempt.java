// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/**
 * The newest attempt of a task.
 *
 * @param number how many times it was started, so 0 before the first start
 * @param spared how many of the attempts before it the task's recovery rule does not count: their
 *     server was stopped on purpose, or lost its database
 * @param epoch a number that grows with every claim and every recovery, and fences late writers;
 *     never given twice, and below 2<sup>53</sup>
 * @param node the node that runs or ran it
 */
public record Attempt(int number, int spared, long epoch, Optional<String> node) {

  public static final Attempt NONE = new Attempt(0, 0, 0, Optional.empty());

  /** How many attempts count against the recovery rule, this one among them. */
  public int counted() {
    return number - spared;
  }
}
