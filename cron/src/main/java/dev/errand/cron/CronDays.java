// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The days that a cron expression names. If both a day of the month and a day of the week are
 * given, either is enough; a field that begins with {@code *} is not given, as cron has it.
 *
 * @param ofWeek whether the day of the week fits
 * @param ofMonth whether the day of the month fits
 * @param either whether both are given
 */
record CronDays(
    BitSet months, Predicate<LocalDate> ofMonth, Predicate<LocalDate> ofWeek, boolean either) {

  /** After so many years days of months and of weeks are as they were. */
  static final int CYCLE_YEARS = 400;

  boolean contains(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    return either ? ofMonth.test(day) || ofWeek.test(day) : ofMonth.test(day) && ofWeek.test(day);
  }

  boolean everComes() {
    return from(LocalDate.of(2000, 1, 1)).isPresent();
  }

  /** The first such day that is not before another; empty if there is none. */
  Optional<LocalDate> from(LocalDate first) {
    LocalDate end = first.plusYears(CYCLE_YEARS);
    for (LocalDate day = first; day.isBefore(end); ) {
      if (!months.get(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else if (contains(day)) {
        return Optional.of(day);
      } else {
        day = day.plusDays(1);
      }
    }
    return Optional.empty();
  }
}
