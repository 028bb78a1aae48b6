// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Optional;

/**
 * Five fields as crontab(5) has them (minute, hour, day of month, month, day of week), with names,
 * 7 as Sunday, {@code L}, {@code W}, {@code #} and words such as {@code @daily}. Safe for all
 * threads.
 */
public final class CronExpression {

  private final String text;
  private final BitSet minutes;
  private final BitSet hours;
  private final CronDays days;
  private final boolean stepping;

  /**
   * @param stepping whether minutes or hours are more than single values
   */
  CronExpression(String text, BitSet minutes, BitSet hours, CronDays days, boolean stepping) {
    this.text = text;
    this.minutes = minutes;
    this.hours = hours;
    this.days = days;
    this.stepping = stepping;
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidCronException saying what is wrong, also if it names a day that never comes
   */
  public static CronExpression parse(String text) {
    CronExpression expression = CronSyntax.parse(text);
    if (!expression.days().everComes()) {
      throw new InvalidCronException("'" + expression.text() + "' names a day that never comes.");
    }
    return expression;
  }

  /** As it was written, with one space between fields. */
  public String text() {
    return text;
  }

  /**
   * Whether it steps through minutes or hours by a star, a step or a range and so follows real
   * time; otherwise it names times of day, each of which comes once a day.
   */
  public boolean isStepping() {
    return stepping;
  }

  /** The first time after another in a zone, whatever its clocks do; empty if there is none. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    return CronTimes.of(this, zone).next(after);
  }

  boolean isOn(LocalDate day) {
    return days.contains(day);
  }

  CronDays days() {
    return days;
  }

  BitSet minutes() {
    return minutes;
  }

  BitSet hours() {
    return hours;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronExpression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
