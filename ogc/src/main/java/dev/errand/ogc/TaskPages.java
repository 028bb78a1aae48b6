// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.GuardedErrand;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Tasks, newest first, read from the store page by page. Not safe for several threads. */
final class TaskPages implements Iterator<Task> {

  private static final int MOST = 200;

  private final GuardedErrand errand;
  private final TaskFilter filter;
  private Page page;
  private List<Task> tasks;
  private int next;

  /**
   * Reads the first page.
   *
   * @param after the number of the task to begin after, or 0
   * @param wanted how many will be asked for at least
   */
  TaskPages(GuardedErrand errand, TaskFilter filter, long after, int wanted) {
    this.errand = errand;
    this.filter = filter;
    page = new Page(Page.Order.NEWEST_FIRST, after, Math.min(wanted, MOST));
    tasks = errand.tasks(filter, page);
  }

  @Override
  public boolean hasNext() {
    if (next == tasks.size() && tasks.size() == page.limit()) {
      page = page.after(tasks.getLast());
      tasks = errand.tasks(filter, page);
      next = 0;
    }
    return next < tasks.size();
  }

  @Override
  public Task next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return tasks.get(next++);
  }
}
