// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.field.value.SpecialChar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** Whether a day fits a field, by number or by {@code L}, {@code W} and {@code #}. */
final class CronDayRule {

  private CronDayRule() {}

  /** Whether the field chooses days; one that begins with {@code *} does not, for cron. */
  static boolean isGiven(FieldExpression field) {
    return switch (field) {
      case Always _, QuestionMark _ -> false;
      case Every steps -> !(steps.getExpression() instanceof Always);
      case And list -> isGiven(list.getExpressions().getFirst());
      default -> true;
    };
  }

  static Predicate<LocalDate> ofMonth(FieldExpression field) {
    if (field instanceof And list) {
      return any(list.getExpressions().stream().map(CronDayRule::ofMonth).toList());
    }
    if (field instanceof On day) {
      int number = day.getTime().getValue();
      int before = Math.max(0, day.getNth().getValue());
      return switch (day.getSpecialChar().getValue()) {
        case L -> {
          requireNone(number);
          yield date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        case W -> date -> isNearestWorkday(date, number);
        case LW -> date -> isNearestWorkday(date, date.lengthOfMonth());
        default -> date -> date.getDayOfMonth() == number;
      };
    }
    BitSet days = CronValues.of(field, 1, 31);
    return date -> days.get(date.getDayOfMonth());
  }

  /** The parser lets a number stand there, and it would mean nothing. */
  private static void requireNone(int number) {
    if (number >= 0) {
      throw new InvalidCronException(
          "'L' as a day of the month has no number before it: L is the last day, L-3 three days"
              + " before it.");
    }
  }

  static Predicate<LocalDate> ofWeek(FieldExpression field) {
    if (field instanceof And list) {
      return any(list.getExpressions().stream().map(CronDayRule::ofWeek).toList());
    }
    if (field instanceof On day && day.getSpecialChar().getValue() != SpecialChar.NONE) {
      return ofWeek(day);
    }
    BitSet days = CronValues.of(field, 0, 7);
    return date -> {
      int number = date.getDayOfWeek().getValue();
      return days.get(number) || (number == 7 && days.get(0));
    };
  }

  private static Predicate<LocalDate> ofWeek(On day) {
    int number = day.getTime().getValue();
    if (number < 0) {
      throw new InvalidCronException(
          "'L' as a day of the week needs one: 5L is the last Friday of the month.");
    }
    DayOfWeek wanted = DayOfWeek.of(number == 0 ? 7 : number);
    int nth = day.getNth().getValue();
    return day.getSpecialChar().getValue() == SpecialChar.L
        ? date -> date.equals(date.with(TemporalAdjusters.lastInMonth(wanted)))
        : date -> date.getDayOfWeek() == wanted && (date.getDayOfMonth() + 6) / 7 == nth;
  }

  /** Whether the date is the one from Monday to Friday that is nearest to a day of its month. */
  private static boolean isNearestWorkday(LocalDate date, int day) {
    if (day > date.lengthOfMonth()) {
      return false;
    }
    LocalDate wanted = date.withDayOfMonth(day);
    LocalDate nearest =
        switch (wanted.getDayOfWeek()) {
          case SATURDAY -> day == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
          case SUNDAY -> day == wanted.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
          default -> wanted;
        };
    return date.equals(nearest);
  }

  private static Predicate<LocalDate> any(List<Predicate<LocalDate>> rules) {
    return date -> rules.stream().anyMatch(rule -> rule.test(date));
  }
}
