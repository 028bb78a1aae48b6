// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.NodeLoad;
import java.util.concurrent.TimeUnit;

/**
 * How many tasks may be claimed: as many as workers are free, and, where tasks are so short that
 * workers would stand idle while the store looks for the next, as many more as will be free before
 * another claim is answered. That is told from how many came free since the last claim; never more
 * than come free in 20 ms, nor than there are workers. Safe for all threads.
 */
final class Slots {

  /** Ahead by less gains nothing, and makes a task look started that is not. */
  private static final int LEAST_AHEAD = 4;

  private static final long HORIZON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final boolean waits;
  private final int all;
  private final int mostAhead;
  private int free;
  private int released;
  private long asked;

  private Slots(boolean waits, int all, int mostAhead) {
    this.waits = waits;
    this.all = all;
    this.mostAhead = mostAhead;
    free = all;
    asked = System.nanoTime();
  }

  /** Of threads that are there already: what comes too early waits for one of them. */
  static Slots working(int count) {
    return new Slots(false, count, count);
  }

  /** Of attempts that each get a thread of their own at once. */
  static Slots waiting(int count) {
    return new Slots(true, count, 0);
  }

  /** Of which kind of operations these are. */
  boolean waits() {
    return waits;
  }

  /** How many may be claimed now; at least one if a worker is free. */
  synchronized int open() {
    return Math.max(0, free + ahead(System.nanoTime()));
  }

  /** The same, by a claim whose answer {@link #taken} must tell. */
  synchronized int ask() {
    int open = open();
    asked = System.nanoTime();
    released = 0;
    return open;
  }

  private int ahead(long now) {
    long since = Math.max(1, now - asked);
    long expected = released * Math.min(since, HORIZON_NANOS) / since;
    long ahead = Math.min(expected, mostAhead);
    return ahead < LEAST_AHEAD ? 0 : (int) ahead;
  }

  /** So many were claimed. */
  synchronized void taken(int count) {
    free -= count;
  }

  /** One has come free. */
  synchronized void release() {
    free++;
    released++;
  }

  /** How many workers have something to do, and how many there are. */
  synchronized NodeLoad.Workers load() {
    return new NodeLoad.Workers(Math.clamp(all - free, 0, all), all);
  }

  /** Whether a worker has nothing to do. */
  synchronized boolean anyFree() {
    return free > 0;
  }

  /** Whether more is claimed than there are workers for. */
  synchronized boolean isAhead() {
    return free < 0;
  }
}
