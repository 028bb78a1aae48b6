// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The answers that wait for something to happen: event streams, logs that are followed, and long
 * polls. There are at most so many of either kind, and all end when this is closed, which a host
 * does before it waits for its requests to end. Safe for all threads.
 */
public final class OpenAnswers implements AutoCloseable {

  /** An idle stream takes about half of this, so that half of the heap is left for all else. */
  private static final long HEAP_FOR_EACH = 64 << 10;

  private static final int LEAST = 100;

  private final Settings settings;
  private final Semaphore streams;
  private final Semaphore polls;
  private final Set<Place> taken = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * How many there may be.
   *
   * @param most streams at once, and as many long polls
   * @param heartbeat after how long a stream without news shows that it is alive
   */
  public record Settings(int most, Duration heartbeat) {

    /** One for each 64 KiB of the largest heap, at least 100; 15 seconds. */
    public static final Settings DEFAULTS =
        new Settings(mostFor(Runtime.getRuntime().maxMemory()), Duration.ofSeconds(15));

    public Settings {
      if (most < 1 || !heartbeat.isPositive()) {
        throw new IllegalArgumentException(
            "there is at least 1 stream, and a heartbeat takes time, not "
                + most
                + " and "
                + heartbeat);
      }
    }

    static int mostFor(long heap) {
      return (int) Math.clamp(heap / HEAP_FOR_EACH, LEAST, Integer.MAX_VALUE);
    }
  }

  /** The place of one answer, to be given back by closing it. */
  public final class Place implements AutoCloseable {
    private final Semaphore kind;
    private final Runnable wake;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Place(Semaphore kind, Runnable wake) {
      this.kind = kind;
      this.wake = wake;
    }

    /** Whether the answer is to end now. */
    public boolean isOver() {
      return closed;
    }

    @Override
    public void close() {
      if (held.getAndSet(false)) {
        taken.remove(this);
        kind.release();
      }
    }
  }

  public OpenAnswers(Settings settings) {
    this.settings = settings;
    streams = new Semaphore(settings.most());
    polls = new Semaphore(settings.most());
  }

  /** After how long a stream without news shows that it is alive. */
  public Duration heartbeat() {
    return settings.heartbeat();
  }

  /** How many places are taken. */
  public int count() {
    return taken.size();
  }

  /** How many streams are open. */
  public int streams() {
    return settings.most() - streams.availablePermits();
  }

  /** How many long polls wait. */
  public int polls() {
    return settings.most() - polls.availablePermits();
  }

  /**
   * A place for a stream.
   *
   * @param wake called when all are to end
   * @throws HttpException 503 if there are as many as may be, or no more because the server stops
   */
  public Place stream(Runnable wake) {
    return take(streams, wake)
        .orElseThrow(() ->
            new HttpException(
                503,
                closed
                    ? "The server stops; ask again when it is back."
                    : "There are %d open streams already, as many as may be. Ask again later, or poll."
                        .formatted(settings.most()),
                Map.of("Retry-After", "5")));
  }

  /**
   * A place for a long poll; empty if it must be answered at once.
   *
   * @param wake called when all are to end
   */
  public Optional<Place> poll(Runnable wake) {
    return take(polls, wake);
  }

  private Optional<Place> take(Semaphore kind, Runnable wake) {
    if (closed || !kind.tryAcquire()) {
      return Optional.empty();
    }
    Place place = new Place(kind, wake);
    taken.add(place);
    if (closed) {
      // It may have been too late for close() to see it.
      place.close();
      return Optional.empty();
    }
    return Optional.of(place);
  }

  /** Has all end, and lets none begin any more. Returns at once. */
  @Override
  public void close() {
    closed = true;
    taken.forEach(place -> place.wake.run());
  }

  /**
   * Waits until all have ended after {@link #close}: containers that begin to stop may break off
   * what they take for idle.
   *
   * @return whether they have within that time
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (Semaphore kind : List.of(streams, polls)) {
      long left = end - System.nanoTime();
      if (!kind.tryAcquire(settings.most(), left, TimeUnit.NANOSECONDS)) {
        return false;
      }
      kind.release(settings.most());
    }
    return true;
  }
}
