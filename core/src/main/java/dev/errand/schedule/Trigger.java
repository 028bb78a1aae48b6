// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import dev.errand.cron.CronExpression;
import dev.errand.cron.InvalidCronException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a schedule is due. Safe for all threads. */
public sealed interface Trigger {

  /** The first time after another; empty if there is none. */
  Optional<Instant> next(Instant after, ZoneId zone);

  /** So many of the next times, fewer if there are no more. */
  default List<Instant> next(Instant after, ZoneId zone, int limit) {
    List<Instant> times = new ArrayList<>();
    Optional<Instant> time = next(after, zone);
    while (time.isPresent() && times.size() < limit) {
      times.add(time.get());
      time = next(time.get(), zone);
    }
    return times;
  }

  /**
   * At times of day that a cron expression names.
   *
   * @throws InvalidScheduleException saying what is wrong, also if it names a day that never comes
   */
  static Cron cron(String expression) {
    try {
      return new Cron(CronExpression.parse(expression));
    } catch (InvalidCronException e) {
      throw new InvalidScheduleException(String.valueOf(e.getMessage()));
    }
  }

  /** At times of day that a cron expression names. */
  record Cron(CronExpression expression) implements Trigger {

    /** The expression as it was written, with one space between fields. */
    public String text() {
      return expression.text();
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return expression.next(after, zone);
    }
  }

  /**
   * Again and again after the same span of real time, whatever clocks show.
   *
   * @param interval from {@link #SHORTEST} to {@link #LONGEST}, in whole milliseconds
   * @param from the first time is one interval later
   */
  record Every(Duration interval, Instant from) implements Trigger {

    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /**
     * @throws InvalidScheduleException if the interval is shorter or longer
     */
    public Every {
      if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
        throw new InvalidScheduleException(
            "'every' is from a second to ten years, not " + interval + ".");
      }
      interval = Duration.ofMillis(interval.toMillis());
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      long passed = Math.max(0, Duration.between(from, after).toMillis() / interval.toMillis());
      return Optional.of(from.plus(interval.multipliedBy(passed + 1)));
    }
  }

  /**
   * At times that this node cannot tell, because it does not know the zone or refuses the
   * expression; another version of the program, or of the zones, has kept it. It stays as it is
   * until somebody says anew when.
   *
   * @param cron the expression as it was kept
   * @param zone the name of the zone as it was kept
   * @param why it is not known, a sentence
   */
  record Unreadable(String cron, String zone, String why) implements Trigger {

    /**
     * @throws InvalidScheduleException always
     */
    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      throw new InvalidScheduleException(why + " Say anew when the schedule is due.");
    }
  }

  /** Once. */
  record At(Instant time) implements Trigger {

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.of(time).filter(after::isBefore);
    }
  }
}
