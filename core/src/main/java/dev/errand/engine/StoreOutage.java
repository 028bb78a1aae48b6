// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.incident.Tally;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that tells the operator of a store that fails: a line when that begins, a count
 * once a minute, a line when it is over. What the engine could not store it tries again every
 * second, and callers try as well; none of that is worth a line of its own. Safe for all threads.
 */
final class StoreOutage {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** On a full disk small writes may succeed between large ones; that is not the end of it. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** A lease may end a little before anybody else notices that the store is away. */
  private static final long NOTICED = Duration.ofSeconds(5).toNanos();

  /**
   * Who had waited for a connection when the store came back may fail after others were answered;
   * that is the end of the outage and not another one. Longer than a pool keeps anybody waiting.
   */
  private static final long LATE = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanos;
  private volatile @Nullable Spell spell;
  private long stopped;
  private long stoppedAt;

  /** When the store was last away until. */
  private OptionalLong back = OptionalLong.empty();

  /** From the first failure to the end of it. */
  private static final class Spell {

    final boolean away;
    final Tally failures;
    volatile String message;

    Spell(Throwable cause, long now) {
      away = isAway(cause);
      failures = new Tally(now);
      message = String.valueOf(cause.getMessage());
    }
  }

  /**
   * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
   */
  StoreOutage(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A read or a write failed that will be tried again, or whose caller has been told. */
  void failed(String what, Throwable failure) {
    Throwable cause = cause(failure);
    LOG.debug("Could not {}", what, cause);
    synchronized (this) {
      long now = nanos.getAsLong();
      if (spell == null) {
        if (isAway(cause) && back.isPresent() && now - back.getAsLong() < LATE) {
          return;
        }
        spell = new Spell(cause, now);
        tellBegin(what, cause);
      }
      spell.failures.add(now);
      spell.message = String.valueOf(cause.getMessage());
    }
  }

  private static void tellBegin(String what, Throwable cause) {
    if (isAway(cause)) {
      LOG.warn("No task can be started until the store is back: {}", cause.getMessage());
    } else if (cause instanceof StoreFullException) {
      LOG.error("Nothing can be stored until there is room again: {}", cause.getMessage());
    } else {
      LOG.error("The store fails (could not {}); what failed is tried again", what, cause);
    }
  }

  /**
   * Attempts that run here had to stop, as the right to run them ends. Told with the end of the
   * outage that brought it about; if there is none, by itself.
   */
  synchronized void stopped(long attempts) {
    stopped += attempts;
    stoppedAt = nanos.getAsLong();
  }

  /** Whether it will be told that attempts had to stop. */
  synchronized boolean tellsOfStops() {
    return spell != null || stopped > 0;
  }

  /** The store has answered. */
  void answers() {
    Spell current = spell;
    if (current != null && current.away) {
      end(current);
    }
  }

  /** The store has stored something. */
  void stores() {
    Spell current = spell;
    if (current != null && (current.away || isQuietFor(current, QUIET))) {
      end(current);
    }
  }

  /** Tells once a minute how it goes; to be called every second. */
  void look() {
    Spell current = spell;
    if (current == null) {
      lookForStops();
      return;
    }
    if (!current.away && isQuietFor(current, MINUTE)) {
      // Nobody has tried to store anything; the next one to fail begins it anew.
      end(current);
      return;
    }
    synchronized (this) {
      if (spell == current) {
        current
            .failures
            .due(nanos.getAsLong())
            .ifPresent(count ->
                LOG.warn(
                    "The store still fails, {} times in the last {} s: {}",
                    count.times(),
                    count.seconds(),
                    current.message));
      }
    }
  }

  private synchronized void lookForStops() {
    if (spell == null && stopped > 0 && nanos.getAsLong() - stoppedAt >= NOTICED) {
      LOG.warn("This node lost its lease; attempts that ran here and had to stop: {}", stopped);
      stopped = 0;
    }
  }

  /** What is wrong with the store at the moment, for the operator; empty while it works. */
  Optional<String> current() {
    return Optional.ofNullable(spell).map(now -> now.message);
  }

  private synchronized boolean isQuietFor(Spell current, Duration time) {
    return current.failures.isQuietFor(time, nanos.getAsLong());
  }

  private synchronized void end(Spell current) {
    if (spell != current) {
      return;
    }
    spell = null;
    Tally.Count all = current.failures.all(nanos.getAsLong());
    back = current.away ? OptionalLong.of(nanos.getAsLong()) : OptionalLong.empty();
    LOG.info(
        "The store works again, after {} failures in {} s{}",
        all.times(),
        all.seconds(),
        stopped == 0 ? "" : "; attempts that ran here and had to stop: " + stopped);
    stopped = 0;
  }

  /** What was done to a store whose outcome is not known was done to one that went away. */
  private static boolean isAway(Throwable cause) {
    return cause instanceof StoreUnreachableException || cause instanceof UnknownOutcomeException;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
