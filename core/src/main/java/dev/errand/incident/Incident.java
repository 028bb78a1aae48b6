// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells an operator of something that repeats: a line when it begins, a count once a minute, a line
 * when it is over. Safe for all threads.
 */
public final class Incident {

  private final Logger log;
  private final String over;
  private final Duration quiet;
  private final LongSupplier nanos;
  private @Nullable Tally tally;
  private String said = "";

  /**
   * @param log where it is told
   * @param over what is told when it is over, without a full stop
   * @param quiet after how long without another time it counts as over
   * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
   */
  public Incident(Logger log, String over, Duration quiet, LongSupplier nanos) {
    this.log = log;
    this.over = over;
    this.quiet = quiet;
    this.nanos = nanos;
  }

  /**
   * It has happened once more.
   *
   * @param said what has, and what to do; without a full stop
   */
  public void happened(String said) {
    happened(said, Optional.empty());
  }

  /** The same of something that nobody expected, whose first trace is worth having. */
  public void happened(String said, Throwable cause) {
    happened(said, Optional.of(cause));
  }

  private synchronized void happened(String said, Optional<Throwable> cause) {
    long now = nanos.getAsLong();
    if (tally == null) {
      tally = new Tally(now);
      log.atWarn().setCause(cause.orElse(null)).log("{}", said);
    }
    tally.add(now);
    this.said = said;
  }

  /** Tells what is due; to be called every second or so. */
  public synchronized void look() {
    Tally current = tally;
    if (current == null) {
      return;
    }
    long now = nanos.getAsLong();
    if (current.isQuietFor(quiet, now)) {
      over();
    } else {
      current
          .due(now)
          .ifPresent(count ->
              log.warn(
                  "That goes on, {} times in the last {} s: {}",
                  count.times(),
                  count.seconds(),
                  said));
    }
  }

  /** It is known to be over. Does nothing if nothing had happened. */
  public synchronized void over() {
    Tally current = tally;
    if (current != null) {
      tally = null;
      log.info(
          "{}, after {} times in {} s", over, current.active().times(), current.active().seconds());
    }
  }
}
