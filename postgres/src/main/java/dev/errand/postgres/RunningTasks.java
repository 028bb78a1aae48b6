// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tasks that were claimed here and have not ended, as they were when claimed, so that nothing
 * is read again that cannot have changed. What is missing is looked up; what is here may have been
 * taken over by another node. Safe for all threads.
 */
final class RunningTasks {

  private static final int MOST = 100_000;

  private long lastHolder;
  private final Map<Long, Task> byNumber = new ConcurrentHashMap<>();

  /**
   * Takes in what was claimed.
   *
   * @param holder the node as which this process claimed it; what it held as another one is lost
   */
  synchronized void started(long holder, List<Claimed> claimed) {
    if (holder != lastHolder || byNumber.size() >= MOST) {
      lastHolder = holder;
      byNumber.clear();
    }
    claimed.forEach(one -> byNumber.put(one.task().id().number(), one.task()));
  }

  Set<Long> numbers() {
    return Set.copyOf(byNumber.keySet());
  }

  Optional<Task> get(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The task as this very attempt of it was claimed. */
  Optional<Task> get(AttemptRef attempt) {
    return get(attempt.number()).filter(task -> AttemptRef.of(task).equals(attempt));
  }

  /** To be called when the task runs here no more. */
  void left(long number) {
    byNumber.remove(number);
  }
}
