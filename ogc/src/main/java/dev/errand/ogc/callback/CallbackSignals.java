// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hears from the engine of this node which tasks with subscribers have begun or ended, so that
 * nobody need look for them. What it does not hear, {@link Callbacks} finds by looking now and
 * then. Safe for all threads.
 */
public final class CallbackSignals implements TaskListener {

  /** Enough; the rest is found by looking. */
  private static final int MOST = 100_000;

  private final Set<Long> watched = ConcurrentHashMap.newKeySet();
  private final Set<Long> news = ConcurrentHashMap.newKeySet();
  private final Semaphore wakeUps = new Semaphore(0);

  @Override
  public void started(Task task) {
    if (watched.contains(task.id().number())) {
      tell(task.id().number());
    }
  }

  @Override
  public void ended(Task task) {
    if (watched.remove(task.id().number())) {
      tell(task.id().number());
    }
  }

  void watch(long task) {
    if (watched.size() < MOST) {
      watched.add(task);
    }
  }

  void tell(long task) {
    news.add(task);
    wakeUps.release();
  }

  void wake() {
    wakeUps.release();
  }

  /** The tasks that there is news of, once. */
  Set<Long> drain() {
    Set<Long> drained = new HashSet<>(news);
    news.removeAll(drained);
    return drained;
  }

  /** Waits for news, at most so long. */
  void await(Duration atMost) throws InterruptedException {
    if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      wakeUps.drainPermits();
    }
  }
}
