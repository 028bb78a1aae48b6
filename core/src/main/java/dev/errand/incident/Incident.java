// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells an operator of something that repeats: a line when it begins, a count once a minute, a line
 * when it is over. Safe for all threads.
 */
public final class Incident {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String over;
  private final long quiet;
  private final LongSupplier nanos;
  private @Nullable Spell spell;

  /** From the first time to the end of it. */
  private static final class Spell {

    final long began;
    long told;
    long last;
    long times;
    long timesTold;
    String said = "";

    Spell(long now) {
      began = now;
      told = now;
    }
  }

  /**
   * @param log where it is told
   * @param over what is told when it is over, without a full stop
   * @param quiet after how long without another time it counts as over
   * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
   */
  public Incident(Logger log, String over, Duration quiet, LongSupplier nanos) {
    this.log = log;
    this.over = over;
    this.quiet = quiet.toNanos();
    this.nanos = nanos;
  }

  /**
   * It has happened once more.
   *
   * @param said what has, and what to do; without a full stop
   */
  public synchronized void happened(String said) {
    long now = nanos.getAsLong();
    if (spell == null) {
      spell = new Spell(now);
      log.warn("{}", said);
    }
    spell.times++;
    spell.last = now;
    spell.said = said;
  }

  /** Tells what is due; to be called every second or so. */
  public synchronized void look() {
    Spell current = spell;
    if (current == null) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - current.last >= quiet) {
      over();
    } else if (now - current.told >= MINUTE) {
      log.warn(
          "That goes on, {} times in the last {} s: {}",
          current.times - current.timesTold,
          Duration.ofNanos(now - current.told).toSeconds(),
          current.said);
      current.told = now;
      current.timesTold = current.times;
    }
  }

  /** It is known to be over. Does nothing if nothing had happened. */
  public synchronized void over() {
    Spell current = spell;
    if (current != null) {
      spell = null;
      log.info(
          "{}, after {} times in {} s",
          over,
          current.times,
          Duration.ofNanos(current.last - current.began).toSeconds());
    }
  }
}
