// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.parser.CronParser;
import java.util.regex.Pattern;

/** Reads cron expressions; what they mean is told by {@link CronValues} and {@link CronDayRule}. */
final class CronSyntax {

  private static final int LONGEST = 500;

  private static final CronDefinition DEFINITION =
      CronDefinitionBuilder.defineCron()
          .withMinutes()
          .withValidRange(0, 59)
          .withStrictRange()
          .and()
          .withHours()
          .withValidRange(0, 23)
          .withStrictRange()
          .and()
          .withDayOfMonth()
          .withValidRange(1, 31)
          .supportsL()
          .supportsW()
          .supportsLW()
          .supportsQuestionMark()
          .withStrictRange()
          .and()
          .withMonth()
          .withValidRange(1, 12)
          .withStrictRange()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 7)
          .withMondayDoWValue(1)
          .withIntMapping(7, 0)
          .supportsHash()
          .supportsL()
          .supportsQuestionMark()
          .withStrictRange()
          .and()
          .withSupportedNicknameYearly()
          .withSupportedNicknameAnnually()
          .withSupportedNicknameMonthly()
          .withSupportedNicknameWeekly()
          .withSupportedNicknameDaily()
          .withSupportedNicknameMidnight()
          .withSupportedNicknameHourly()
          .instance();

  /** The parser takes Sunday for 7 where a range begins, and then refuses {@code SUN-TUE}. */
  private static final Pattern FROM_SUNDAY =
      Pattern.compile("\\bSUN-(?!SUN|7)(?=[^ ]*$)", Pattern.CASE_INSENSITIVE);

  private CronSyntax() {}

  static CronExpression parse(String sent) {
    if (sent.length() > LONGEST) {
      throw new InvalidCronException("A cron expression has at most " + LONGEST + " characters.");
    }
    String text = sent.strip().replaceAll("\\s+", " ");
    Cron cron = parsed(text);
    FieldExpression minute = field(cron, CronFieldName.MINUTE);
    FieldExpression hour = field(cron, CronFieldName.HOUR);
    FieldExpression ofMonth = field(cron, CronFieldName.DAY_OF_MONTH);
    FieldExpression ofWeek = field(cron, CronFieldName.DAY_OF_WEEK);
    return new CronExpression(
        text,
        CronValues.of(minute, 0, 59),
        CronValues.of(hour, 0, 23),
        new CronDays(
            CronValues.of(field(cron, CronFieldName.MONTH), 1, 12),
            CronDayRule.ofMonth(ofMonth),
            CronDayRule.ofWeek(ofWeek),
            CronDayRule.isGiven(ofMonth) && CronDayRule.isGiven(ofWeek)),
        !CronValues.areSingle(minute) || !CronValues.areSingle(hour));
  }

  /** A parser keeps what it knows of fields and nothing of expressions, but does not promise it. */
  private static Cron parsed(String text) {
    try {
      return new CronParser(DEFINITION).parse(FROM_SUNDAY.matcher(text).replaceAll("0-"));
    } catch (IllegalArgumentException e) {
      throw new InvalidCronException(
          "'%s' is no cron expression of five fields (minute, hour, day of month, month, day of week): %s."
              .formatted(shown(text), String.valueOf(e.getMessage()).replaceFirst("\\.$", "")));
    }
  }

  private static FieldExpression field(Cron cron, CronFieldName name) {
    return cron.retrieve(name).getExpression();
  }

  private static String shown(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
