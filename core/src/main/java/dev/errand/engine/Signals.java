// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signals of those who wait for something about a task. A signal is raised once for each time
 * it was lowered, so that what changes a million times a second costs its maker next to nothing
 * while nobody waits, and little while somebody does. Safe for all threads.
 *
 * <p>What changes must be written (to a volatile field or under a lock) before {@link #wake} and
 * read after {@link #lower}; then either the reader sees the change or {@code wake} sees the
 * reader.
 */
final class Signals {

  private final Map<Long, Waiting> byTask = new ConcurrentHashMap<>();

  /** Those who wait for one task. */
  private static final class Waiting {
    private int users;
    private final Set<Signal> lowered = new HashSet<>();
    private volatile boolean any;

    synchronized void add(Signal signal) {
      lowered.add(signal);
      any = true;
    }

    synchronized void remove(Signal signal) {
      lowered.remove(signal);
      any = !lowered.isEmpty();
    }

    synchronized List<Signal> take() {
      List<Signal> due = List.copyOf(lowered);
      lowered.clear();
      any = false;
      return due;
    }

    void wake() {
      if (any) {
        take().forEach(Signal::raise);
      }
    }
  }

  /** A signal for the task, raised; to be given back by {@link #leave}. */
  Signal join(long task) {
    byTask.compute(
        task,
        (_, known) -> {
          Waiting waiting = known == null ? new Waiting() : known;
          waiting.users++;
          return waiting;
        });
    return new Signal();
  }

  /** Lowers a signal, so that the next change raises it. */
  void lower(long task, Signal signal) {
    signal.lower();
    Waiting waiting = byTask.get(task);
    if (waiting != null) {
      waiting.add(signal);
    }
  }

  void leave(long task, Signal signal) {
    byTask.computeIfPresent(
        task,
        (_, waiting) -> {
          waiting.remove(signal);
          waiting.users--;
          return waiting.users == 0 ? null : waiting;
        });
  }

  /** Raises the signals of the task. */
  void wake(Long task) {
    if (!byTask.isEmpty()) {
      Waiting waiting = byTask.get(task);
      if (waiting != null) {
        waiting.wake();
      }
    }
  }

  /** Raises all signals. */
  void wakeAll() {
    byTask.values().forEach(Waiting::wake);
  }
}
