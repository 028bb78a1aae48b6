// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.GuardedErrand;
import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.ogc.OgcException;
import dev.errand.task.StoppedException;
import dev.errand.task.Task;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Waits on the request's own thread until a status document changes, or its job has ended. */
final class LongPoll {

  /** A job that logs much would otherwise have its document made for every line. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final GuardedErrand errand;
  private final Function<Task, TaggedStatus> write;
  private final boolean untilEnded;

  /**
   * @param untilEnded whether changes before the end do not matter
   */
  LongPoll(GuardedErrand errand, Function<Task, TaggedStatus> write, boolean untilEnded) {
    this.errand = errand;
    this.write = write;
    this.untilEnded = untilEnded;
  }

  /**
   * Waits until the document is another one or the job has ended, as wanted, or the time is over,
   * or the server stops.
   *
   * @return the document then; empty if too many wait already
   * @throws OgcException 404 if the job goes away meanwhile
   */
  Optional<TaggedStatus> await(TaggedStatus known, Duration atMost, OpenAnswers open) {
    try (Watch watch = errand.watch(known.task().id())) {
      Optional<Place> place = open.poll(watch::wake);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      try (Place held = place.get()) {
        return Optional.of(await(known, atMost, watch, held));
      }
    }
  }

  private TaggedStatus await(TaggedStatus known, Duration atMost, Watch watch, Place place) {
    long start = System.nanoTime();
    TaggedStatus newest = current(known, watch);
    while (!isAwaited(newest, known) && !place.isOver()) {
      Duration left = atMost.minusNanos(System.nanoTime() - start);
      if (!left.isPositive() || !isWoken(watch, left)) {
        return newest;
      }
      newest = current(known, watch);
      if (!isAwaited(newest, known)) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return newest;
  }

  private boolean isAwaited(TaggedStatus newest, TaggedStatus known) {
    return untilEnded ? newest.isFinal() : !newest.isLike(known);
  }

  private TaggedStatus current(TaggedStatus known, Watch watch) {
    Task task =
        watch
            .view()
            .orElseThrow(() -> OgcException.noSuchJob(known.task().id().key().toString()))
            .task();
    return write.apply(task);
  }

  private static boolean isWoken(Watch watch, Duration atMost) {
    try {
      return watch.await(atMost);
    } catch (StoppedException stops) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
