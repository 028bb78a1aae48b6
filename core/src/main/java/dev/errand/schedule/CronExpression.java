// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import java.time.LocalDate;
import java.util.BitSet;

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
   * @throws InvalidScheduleException saying what is wrong, also if it names a day that never comes
   */
  public static CronExpression parse(String text) {
    CronExpression expression = CronSyntax.parse(text);
    if (!expression.days().everComes()) {
      throw new InvalidScheduleException(
          "'" + expression.text() + "' names a day that never comes.");
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
