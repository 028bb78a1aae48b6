// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * How much a task has asked.
 *
 * @param questions how many questions there were
 * @param answers how many of them have an answer
 * @param parked whether the task is not started again before there are answers, while it waits
 */
public record Asked(int questions, int answers, boolean parked) {

  public static final Asked NOTHING = new Asked(0, 0, false);

  /** How many have no answer. */
  public int open() {
    return questions - answers;
  }
}
