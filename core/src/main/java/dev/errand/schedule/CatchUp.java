// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of ticks that nobody was there for: of those that are later than the grace time.
 *
 * @param most how many of them {@link Rule#ALL} makes up, the newest; from 1 to {@link #LIMIT}
 * @param grace until how late a tick counts as one in time, from 0 to {@link #LONGEST_GRACE}
 */
public record CatchUp(Rule rule, int most, Duration grace) {

  /** The most ticks of a schedule that are made up, or were missed by less than the grace time. */
  public static final int LIMIT = 100;

  public static final Duration LONGEST_GRACE = Duration.ofDays(7);

  /** One tick stands for all that were missed by more than a minute. */
  public static final CatchUp DEFAULT = new CatchUp(Rule.ONE, 10, Duration.ofMinutes(1));

  /** How many are made up. */
  public enum Rule {
    /** None. */
    SKIP,
    /** The newest, if none is due in time anyway. */
    ONE,
    /** All, the newest {@link CatchUp#most} of them. */
    ALL;

    /** As texts have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws InvalidScheduleException if something is out of its bounds
   */
  public CatchUp {
    if (most < 1 || most > LIMIT) {
      throw new InvalidScheduleException(
          "Of missed times from 1 to " + LIMIT + " can be made up, not " + most + ".");
    }
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new InvalidScheduleException("The grace time is from none to seven days.");
    }
    grace = Duration.ofMillis(grace.toMillis());
  }

  /**
   * The ticks to be started now, oldest first.
   *
   * @param first the first that is due; it is a tick, whatever the trigger says of it by now
   */
  public List<Instant> due(Trigger trigger, ZoneId zone, Instant first, Instant now) {
    List<Instant> newest = newest(trigger, zone, first, now);
    Instant latest = now.minus(grace);
    List<Instant> inTime = newest.stream().filter(tick -> !tick.isBefore(latest)).toList();
    List<Instant> late = newest.subList(0, newest.size() - inTime.size());
    List<Instant> due = new ArrayList<>(madeUp(late, inTime.isEmpty()));
    due.addAll(inTime);
    return due;
  }

  private List<Instant> madeUp(List<Instant> late, boolean nothingElse) {
    int count =
        switch (rule) {
          case SKIP -> 0;
          case ONE -> nothingElse ? 1 : 0;
          case ALL -> most;
        };
    return late.subList(Math.max(0, late.size() - count), late.size());
  }

  /** Looks back further and further: of a stop that took years only the end matters. */
  private static List<Instant> newest(Trigger trigger, ZoneId zone, Instant first, Instant now) {
    for (Duration back = Duration.ofMinutes(1); ; back = back.multipliedBy(2)) {
      boolean whole = !now.minus(back).isAfter(first);
      ArrayDeque<Instant> ticks = new ArrayDeque<>();
      Instant tick = whole ? first : trigger.next(now.minus(back), zone).orElse(Instant.MAX);
      while (!tick.isAfter(now)) {
        ticks.add(tick);
        if (ticks.size() > LIMIT) {
          ticks.remove();
        }
        tick = trigger.next(tick, zone).orElse(Instant.MAX);
      }
      if (whole || ticks.size() == LIMIT) {
        return List.copyOf(ticks);
      }
    }
  }
}
