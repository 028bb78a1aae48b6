// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.GuardedErrand;
import dev.errand.http.HttpException;
import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.task.StoppedException;
import dev.errand.task.TaskId;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An answer that goes on while its task does: it shows the task whenever something about it has
 * changed, at most ten times a second, on the request's own thread. A caller that is slow to take
 * what is written only makes that rarer.
 */
final class Following implements AutoCloseable {

  /**
   * Keeps proxies from gathering what comes, and the container from compressing it, which gathers
   * too: a line would arrive when a buffer is full.
   */
  static final Map<String, String> HEADERS =
      Map.of("X-Accel-Buffering", "no", "Content-Encoding", "identity");

  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Watch watch;
  private final Place place;
  private final Duration heartbeat;

  /** What is written. */
  interface Shown {

    /**
     * Shows what is new and sends it off.
     *
     * @param view empty if the task is gone
     * @return whether there is more to come
     */
    boolean show(Optional<TaskView> view) throws IOException;

    /** Shows that the stream is alive, and finds out whether the caller is. */
    void beat() throws IOException;
  }

  private Following(Watch watch, Place place, Duration heartbeat) {
    this.watch = watch;
    this.place = place;
    this.heartbeat = heartbeat;
  }

  /**
   * Takes a place for the answer.
   *
   * @throws HttpException 503 if there is none
   */
  static Following begin(GuardedErrand errand, TaskId task, OpenAnswers open) {
    Watch watch = errand.watch(task);
    try {
      return new Following(watch, open.stream(watch::wake), open.heartbeat());
    } catch (HttpException full) {
      watch.close();
      throw full;
    }
  }

  /** Shows until there is no more to come or the server stops. */
  void show(Shown shown) throws IOException {
    while (true) {
      long shownAt = System.nanoTime();
      Optional<TaskView> view = watch.view();
      // After the view, which takes back a wake-up from before.
      if (place.isOver() || !shown.show(view) || !isChanged(shown)) {
        return;
      }
      LockSupport.parkNanos(PACE_NANOS - (System.nanoTime() - shownAt));
    }
  }

  private boolean isChanged(Shown shown) throws IOException {
    try {
      while (!watch.await(heartbeat)) {
        shown.beat();
      }
      return true;
    } catch (StoppedException stops) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    place.close();
    watch.close();
  }
}
