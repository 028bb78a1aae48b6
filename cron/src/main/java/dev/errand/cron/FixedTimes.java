// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Times of day that name hour and minute: each comes once on each of its days. One that clocks pass
 * over comes at the first moment after the gap, one that they show twice at the first of both. A
 * day that clocks pass over as a whole is none.
 */
record FixedTimes(CronExpression expression, ZoneId zone) implements CronTimes {

  @Override
  public Optional<Instant> next(Instant after) {
    // A day before: clocks that go back over midnight show the end of that day again.
    LocalDate from = after.atZone(zone).toLocalDate().minusDays(1);
    Optional<LocalDate> day = expression.days().from(from);
    while (day.isPresent() && day.get().isBefore(from.plusYears(CronDays.CYCLE_YEARS))) {
      Optional<Instant> found = firstAfter(after, day.get());
      if (found.isPresent()) {
        return found;
      }
      day = expression.days().from(day.get().plusDays(1));
    }
    return Optional.empty();
  }

  private Optional<Instant> firstAfter(Instant after, LocalDate day) {
    if (!day.atStartOfDay(zone).toLocalDate().equals(day)) {
      return Optional.empty();
    }
    return expression.hours().stream()
        .boxed()
        .flatMap(hour ->
            expression.minutes().stream().mapToObj(minute -> instant(day.atTime(hour, minute))))
        .filter(after::isBefore)
        .min(Instant::compareTo);
  }

  private Instant instant(LocalDateTime time) {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    return time.toInstant(change == null ? rules.getOffset(time) : change.getOffsetBefore());
  }
}
