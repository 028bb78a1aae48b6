// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** How long somebody waits for files that others work on. Used once. */
@FunctionalInterface
public interface Waiting {

  /** For who is told at once that others work there. */
  Waiting NOT = () -> false;

  /** For who has to have them. */
  Waiting FOREVER = () -> true;

  /** Asked again and again, whether to go on waiting. */
  boolean goesOn() throws CancelledException;

  /** Until the task is cancelled; its log tells of a wait that is long. */
  static Waiting of(TaskContext context) {
    long start = System.nanoTime();
    boolean[] told = {false};
    return () -> {
      context.checkCancelled();
      if (!told[0] && System.nanoTime() - start > Duration.ofSeconds(5).toNanos()) {
        told[0] = true;
        context.info(
            "Waiting until other work on the files of the group has ended. If none is running,"
                + " a server that is frozen holds them: end its process.");
      }
      return true;
    };
  }

  /** That long. */
  static Waiting atMost(Duration time) {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start < time.toNanos();
  }

  /** What is wanted. */
  @FunctionalInterface
  interface Wanted<R> {

    /**
     * Empty while somebody works there.
     *
     * @throws GroupRefusedException if something is on its way there and nobody works on it
     */
    Optional<R> take() throws IOException;
  }

  /**
   * Tries until it succeeds. What nobody works on is put back soon, or a task goes on with it,
   * which may need a worker that this wait takes up: so that is not waited for as long as this goes
   * on.
   *
   * @return empty if it does not go on
   * @throws GroupRefusedException if something is still on its way there after a while
   * @throws InterruptedIOException if the thread is interrupted
   */
  default <R> Optional<R> until(Wanted<R> wanted) throws IOException, CancelledException {
    Waiting forRecords = atMost(LeftRelocations.PAUSE.multipliedBy(3));
    long pause = 1;
    while (true) {
      try {
        Optional<R> taken = wanted.take();
        if (taken.isPresent() || !goesOn()) {
          return taken;
        }
      } catch (GroupRefusedException e) {
        if (e.refusal() != GroupRefusal.BUSY || !goesOn() || !forRecords.goesOn()) {
          throw e;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for files");
      }
      pause = Math.min(2 * pause, 50);
    }
  }
}
