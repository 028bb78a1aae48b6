// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads how one job is to be run: {@code priority}, {@code notBefore}, {@code timeLimit}, {@code
 * totalTimeLimit}, {@code waitLimit}, {@code attempts}.
 */
record RunMembers(JsonMembers members) {

  private static final int MOST_ATTEMPTS = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Adds them to a submission.
   *
   * @throws dev.errand.ogc.OgcException 400 naming the member that is wrong
   */
  void addTo(Submission.Builder submission) {
    int highest = Submission.HIGHEST_PRIORITY;
    members.number("priority", -highest, highest).ifPresent(submission::priority);
    RunOptions options =
        RunOptions.NONE.timeLimits(
            new TimeLimits(limit("timeLimit"), limit("totalTimeLimit"), limit("waitLimit")));
    options = members.time("notBefore").map(options::notBefore).orElse(options);
    options = members.number("attempts", 1, MOST_ATTEMPTS).map(options::attempts).orElse(options);
    submission.options(options);
  }

  private Optional<Duration> limit(String name) {
    Optional<Duration> limit = members.duration(name);
    limit
        .filter(span -> span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0)
        .ifPresent(span -> {
          throw JsonMembers.wrong(name, "from 1ms to 36500d");
        });
    return limit;
  }
}
