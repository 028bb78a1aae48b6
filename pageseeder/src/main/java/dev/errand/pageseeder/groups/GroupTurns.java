// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lets one task at a time work on the files of a group, in all processes that share the folder.
 * Tasks of one group follow each other by their ordering key; this is for those of a project, which
 * work on several groups, and for an attempt that goes on although its task has been given to
 * another node: as long as it may still write, it has the turn, also while it is frozen. Safe for
 * all threads.
 */
public final class GroupTurns {

  /** How soon a turn is seen that another process gave back. */
  private static final long ASK_MILLIS = 50;

  private static final long LONG_NANOS = Duration.ofSeconds(5).toNanos();

  private final FolderLocks locks;

  /** The right to work on some groups, until it is closed. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Asked again and again by somebody who waits. */
  @FunctionalInterface
  private interface Waiting<X extends Exception> {
    /** Whether to go on waiting. */
    boolean goesOn() throws X;
  }

  public GroupTurns(GroupFolders folders) {
    this.locks = folders.locks();
  }

  /**
   * Waits until nobody works on any of the groups.
   *
   * @throws CancelledException if the task is cancelled meanwhile
   * @throws InterruptedException if the thread is interrupted meanwhile
   * @throws IOException if the locks cannot be taken
   */
  public Turn take(Collection<Long> groups, TaskContext context)
      throws CancelledException, InterruptedException, IOException {
    long start = System.nanoTime();
    boolean[] told = {false};
    Waiting<CancelledException> waiting =
        () -> {
          context.checkCancelled();
          if (!told[0] && System.nanoTime() - start > LONG_NANOS) {
            told[0] = true;
            context.info(
                "Waiting until other work on the files of the group has ended. If none is running,"
                    + " a server that is frozen holds them: end its process.");
          }
          return true;
        };
    return take(groups, waiting).orElseThrow();
  }

  /**
   * Waits until nobody works on any of the groups, or that long.
   *
   * @return empty if somebody still does
   */
  public Optional<Turn> take(Collection<Long> groups, Duration atMost)
      throws InterruptedException, IOException {
    long start = System.nanoTime();
    Waiting<InterruptedException> waiting = () -> System.nanoTime() - start < atMost.toNanos();
    return take(groups, waiting);
  }

  private synchronized <X extends Exception> Optional<Turn> take(
      Collection<Long> groups, Waiting<X> waiting) throws X, InterruptedException, IOException {
    Optional<Turn> turn = takeAll(groups);
    while (turn.isEmpty() && waiting.goesOn()) {
      wait(ASK_MILLIS);
      turn = takeAll(groups);
    }
    return turn;
  }

  /** All or none, so that nobody waits for a group while others wait for one of theirs. */
  private Optional<Turn> takeAll(Collection<Long> groups) throws IOException {
    List<FolderLocks.Held> held = new ArrayList<>();
    boolean all = false;
    try {
      for (long group : new TreeSet<>(groups)) {
        Optional<FolderLocks.Held> one = locks.tryLock("group " + group);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        held.add(one.get());
      }
      all = true;
      return Optional.of(() -> giveBack(held));
    } finally {
      if (!all) {
        held.forEach(FolderLocks.Held::close);
      }
    }
  }

  private synchronized void giveBack(List<FolderLocks.Held> held) {
    held.forEach(FolderLocks.Held::close);
    notifyAll();
  }
}
