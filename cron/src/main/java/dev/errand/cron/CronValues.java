// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.model.field.value.IntegerFieldValue;
import com.cronutils.model.field.value.SpecialChar;
import java.util.BitSet;

/** The values of a field that holds plain numbers. */
final class CronValues {

  private CronValues() {}

  /** All values of the field, of those that it may have. */
  static BitSet of(FieldExpression field, int least, int most) {
    BitSet values = new BitSet(most + 1);
    switch (field) {
      case Always _, QuestionMark _ -> values.set(least, most + 1);
      case And list -> list.getExpressions().forEach(part -> values.or(of(part, least, most)));
      case On single -> values.set(number(single));
      case Between range -> values.set(number(range.getFrom()), number(range.getTo()) + 1);
      case Every steps -> step(steps, least, most, values);
      default -> throw new InvalidCronException("'" + field.asString() + "' is not known here.");
    }
    return values;
  }

  /** Whether the field is one value, or a list of such. */
  static boolean areSingle(FieldExpression field) {
    return switch (field) {
      case On _ -> true;
      case And list -> list.getExpressions().stream().allMatch(CronValues::areSingle);
      default -> false;
    };
  }

  private static void step(Every steps, int least, int most, BitSet values) {
    int from = least;
    int to = most;
    if (steps.getExpression() instanceof Between range) {
      from = number(range.getFrom());
      to = number(range.getTo());
    } else if (steps.getExpression() instanceof On first) {
      from = number(first);
    }
    for (int value = from; value <= to; value += steps.getPeriod().getValue()) {
      values.set(value);
    }
  }

  private static int number(On single) {
    if (single.getSpecialChar().getValue() != SpecialChar.NONE) {
      throw new InvalidCronException("'" + single.asString() + "' is not a single value.");
    }
    return single.getTime().getValue();
  }

  private static int number(FieldValue<?> value) {
    if (value instanceof IntegerFieldValue number) {
      return number.getValue();
    }
    throw new InvalidCronException("'" + value + "' cannot be the end of a range.");
  }
}
