// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.store.AttemptRef;
import dev.errand.store.Store;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long it takes until what killed processes were running is recovered. For one thread. */
public final class Recoveries implements AutoCloseable {

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Store reader;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Future<?>> watches = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Duration> times = new ConcurrentLinkedQueue<>();

  public Recoveries(Store reader) {
    this.reader = reader;
  }

  /** To be called at once after that process was killed. */
  public void watch(String process) {
    long killed = System.nanoTime();
    watches.add(threads.submit(() -> watch(process, killed)));
  }

  private void watch(String process, long killed) {
    Set<AttemptRef> lost = new HashSet<>();
    boolean known = false;
    // A claim whose commit was on its way may show up a moment later.
    while (!Thread.currentThread().isInterrupted()
        && (!known || !lost.isEmpty() || since(killed).toMillis() < 1_000)) {
      try {
        Set<AttemptRef> running = running(process);
        known = true;
        lost.addAll(running);
        List<AttemptRef> recovered = lost.stream().filter(one -> !running.contains(one)).toList();
        recovered.forEach(_ -> times.add(since(killed)));
        lost.retainAll(running);
      } catch (StoreException e) {
        known = false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private Set<AttemptRef> running(String process) {
    Set<AttemptRef> running = new HashSet<>();
    reader
        .list(TaskFilter.status(TaskStatus.RUNNING), Page.oldest(Page.MAX_LIMIT), Instant.EPOCH)
        .stream()
        .filter(task -> task.attempt().node().equals(Optional.of(process)))
        .map(AttemptRef::of)
        .forEach(running::add);
    return running;
  }

  /** Waits until all is recovered. */
  public void await() throws Exception {
    for (Future<?> watch : watches) {
      watch.get(2, TimeUnit.MINUTES);
    }
  }

  /** How long each took, shortest first. */
  public List<Duration> times() {
    return times.stream().sorted().toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    List<Duration> sorted = times();
    return sorted.isEmpty()
        ? "nothing was lost"
        : "%d lost attempts recovered within %s to %s"
            .formatted(sorted.size(), sorted.getFirst(), sorted.getLast());
  }
}
