// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times that step through minutes or hours: every moment at which clocks show one of them, so that
 * what they show twice comes twice and what they pass over does not come.
 */
record SteppingTimes(CronExpression expression, ZoneId zone) implements CronTimes {

  @Override
  public Optional<Instant> next(Instant after) {
    Instant from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    LocalDate end = after.atZone(zone).toLocalDate().plusYears(CronDays.CYCLE_YEARS);
    while (true) {
      ZoneOffset offset = zone.getRules().getOffset(from);
      @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(from);
      LocalDateTime limit = change == null ? end.atStartOfDay() : change.getDateTimeBefore();
      Optional<Instant> found =
          next(LocalDateTime.ofInstant(from, offset), limit).map(time -> time.toInstant(offset));
      if (found.isPresent() || change == null || limit.toLocalDate().isAfter(end)) {
        return found;
      }
      from = change.getInstant();
    }
  }

  /** The first such time that is not before one and is before the other. */
  private Optional<LocalDateTime> next(LocalDateTime from, LocalDateTime limit) {
    LocalDate day = from.toLocalDate();
    LocalTime time = from.toLocalTime();
    while (!day.isAfter(limit.toLocalDate())) {
      if (!expression.days().months().get(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else {
        Optional<LocalDateTime> found =
            expression.isOn(day) ? next(time).map(day::atTime) : Optional.empty();
        if (found.isPresent()) {
          return found.filter(limit::isAfter);
        }
        day = day.plusDays(1);
      }
      time = LocalTime.MIN;
    }
    return Optional.empty();
  }

  private Optional<LocalTime> next(LocalTime from) {
    LocalTime minute = from.truncatedTo(ChronoUnit.MINUTES);
    int first = minute.getHour() * 60 + minute.getMinute() + (minute.isBefore(from) ? 1 : 0);
    for (int hour = expression.hours().nextSetBit(first / 60);
        hour >= 0;
        hour = expression.hours().nextSetBit(hour + 1)) {
      int found = expression.minutes().nextSetBit(hour == first / 60 ? first % 60 : 0);
      if (found >= 0) {
        return Optional.of(LocalTime.of(hour, found));
      }
    }
    return Optional.empty();
  }
}
