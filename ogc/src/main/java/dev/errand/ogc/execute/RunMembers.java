// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.RunOptions;
import dev.errand.task.ShortTime;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads how one job is to be run: {@code priority}, {@code notBefore}, {@code timeLimit}, {@code
 * totalTimeLimit}, {@code waitLimit}, {@code attempts}. A member that is null is as good as none.
 */
record RunMembers(ObjectNode document) {

  private static final int MOST_ATTEMPTS = 1_000;

  /**
   * Adds them to a submission.
   *
   * @throws dev.errand.ogc.OgcException 400 naming the member that is wrong
   */
  void addTo(Submission.Builder submission) {
    int highest = Submission.HIGHEST_PRIORITY;
    number("priority", -highest, highest).ifPresent(submission::priority);
    RunOptions options =
        RunOptions.NONE.timeLimits(
            new TimeLimits(span("timeLimit"), span("totalTimeLimit"), span("waitLimit")));
    options = time("notBefore").map(options::notBefore).orElse(options);
    options = number("attempts", 1, MOST_ATTEMPTS).map(options::attempts).orElse(options);
    if (!options.equals(RunOptions.NONE)) {
      submission.options(options);
    }
  }

  private Optional<Integer> number(String name, int least, int most) {
    return found(name)
        .map(value -> {
          if (value.isIntegralNumber()
              && value.canConvertToInt()
              && value.intValue() >= least
              && value.intValue() <= most) {
            return value.intValue();
          }
          throw Wishes.wrong(name, "a whole number from %d to %d".formatted(least, most));
        });
  }

  private Optional<Duration> span(String name) {
    return found(name)
        .map(value ->
            ShortTime.parse(value.asString(""))
                .filter(RunMembers::isLimit)
                .orElseThrow(() ->
                    Wishes.wrong(name, "a span of time such as 'PT15M' or '15m', at least 1ms")));
  }

  private static boolean isLimit(Duration span) {
    return span.compareTo(Duration.ofMillis(1)) >= 0
        && span.compareTo(Duration.ofDays(36_500)) <= 0;
  }

  private Optional<Instant> time(String name) {
    return found(name)
        .map(value -> {
          try {
            return OffsetDateTime.parse(value.asString("")).toInstant();
          } catch (DateTimeException e) {
            throw Wishes.wrong(name, "a time such as '2026-11-22T06:00:00Z'");
          }
        });
  }

  private Optional<JsonNode> found(String name) {
    JsonNode member = document.path(name);
    return member.isMissingNode() || member.isNull() ? Optional.empty() : Optional.of(member);
  }
}
