// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets one task at a time work on the files of a group. Tasks of one group follow each other by
 * their ordering key; this is for those of a project, which work on several groups. Safe for all
 * threads.
 */
public final class GroupTurns {

  private static final long ASK_MILLIS = 500;

  private final Set<Long> taken = new HashSet<>();

  /** The right to work on some groups, until it is closed. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Asked again and again by somebody who waits. */
  @FunctionalInterface
  interface Waiting {
    void check() throws CancelledException;
  }

  /**
   * Waits until nobody works on any of the groups.
   *
   * @throws CancelledException if the task is cancelled meanwhile
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public Turn take(Collection<Long> groups, TaskContext context)
      throws CancelledException, InterruptedException {
    return take(groups, context::checkCancelled);
  }

  synchronized Turn take(Collection<Long> groups, Waiting waiting)
      throws CancelledException, InterruptedException {
    Set<Long> wanted = Set.copyOf(groups);
    while (wanted.stream().anyMatch(taken::contains)) {
      waiting.check();
      wait(ASK_MILLIS);
    }
    taken.addAll(wanted);
    return () -> giveBack(wanted);
  }

  private synchronized void giveBack(Set<Long> groups) {
    taken.removeAll(groups);
    notifyAll();
  }
}
