// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A part of a list of tasks, by number.
 *
 * @param order oldest or newest first
 * @param after the number of the last task of the page before, or 0 for the first page
 * @param limit how many at the most, from 1 to {@value #MAX_LIMIT}
 */
public record Page(Order order, long after, int limit) {

  /** In which order the numbers stand. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public static final int MAX_LIMIT = 10_000;

  public Page {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a page holds 1 to " + MAX_LIMIT + " tasks, not " + limit);
    }
  }

  public static Page oldest(int limit) {
    return new Page(Order.OLDEST_FIRST, 0, limit);
  }

  public static Page newest(int limit) {
    return new Page(Order.NEWEST_FIRST, 0, limit);
  }

  public Page after(Task last) {
    return new Page(order, last.id().number(), limit);
  }
}
