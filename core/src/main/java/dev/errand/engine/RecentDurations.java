// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.Estimate.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long the newest tasks of one operation ran, and how often that was as was to be expected.
 * Kept in order, since every attempt asks for the range when it starts. Safe for all threads.
 */
final class RecentDurations {

  /** How many count. */
  static final int NEWEST = 50;

  /** Of fewer a range would say what nobody knows. */
  private static final int FEWEST = 5;

  /** A ring of milliseconds; the oldest is at {@link #next} once it is full. */
  private final long[] byAge = new long[NEWEST];

  private final long[] sorted = new long[NEWEST];
  private int next;
  private int count;
  private long held;
  private long judged;
  private Instant unread = Instant.MIN;

  /** Whether the store is to be asked now, and then by nobody else until a time. */
  synchronized boolean isToBeRead(Instant now, Instant again) {
    boolean due = !now.isBefore(unread);
    if (due) {
      unread = again;
    }
    return due;
  }

  /** The store did not answer: the next who asks may try again. */
  synchronized void notRead() {
    unread = Instant.MIN;
  }

  /**
   * Takes what the store knows, which is all that is known here and more, unless it did not look
   * back that far.
   *
   * @param newestFirst at most {@link #NEWEST}
   */
  synchronized void read(List<Duration> newestFirst) {
    if (newestFirst.size() >= count) {
      count = 0;
      next = 0;
      newestFirst.reversed().forEach(this::add);
    }
  }

  synchronized void add(Duration ran) {
    long millis = ran.toMillis();
    if (count == NEWEST) {
      remove(byAge[next]);
    }
    insert(millis);
    byAge[next] = millis;
    next = (next + 1) % NEWEST;
  }

  private void insert(long millis) {
    int found = Arrays.binarySearch(sorted, 0, count, millis);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = millis;
    count++;
  }

  private void remove(long millis) {
    int place = Arrays.binarySearch(sorted, 0, count, millis);
    count--;
    System.arraycopy(sorted, place + 1, sorted, place, count - place);
  }

  synchronized Optional<Duration> median() {
    return count == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(sorted[count / 2]));
  }

  synchronized Optional<DurationRange> range() {
    return count < FEWEST ? Optional.empty() : Optional.of(DurationRange.of(sorted, count));
  }

  /** Counts one that ran so long, of which this range was to be expected. */
  synchronized void judge(DurationRange expected, Duration ran) {
    judged++;
    if (expected.holds(ran.toMillis())) {
      held++;
    }
  }

  synchronized Held held() {
    return new Held(held, judged);
  }
}
