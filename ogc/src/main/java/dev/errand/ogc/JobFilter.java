// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The parameters that choose jobs, as section 6.2 of the contract has them. */
final class JobFilter {

  private static final String SCHEDULE = "schedule";

  /** Their names. */
  static final Set<String> NAMES =
      Set.of("type", "processID", "status", "datetime", "minDuration", "maxDuration", SCHEDULE);

  private static final String PROCESS = "process";

  /** More than any task runs, and not too much for milliseconds. */
  private static final long LONGEST_SECONDS = 1_000_000_000_000L;

  private JobFilter() {}

  /**
   * The tasks that pass all parameters; several values of one parameter mean any of them.
   *
   * @throws OgcException 400 naming the first parameter that is wrong
   */
  static TaskFilter of(ListParameters parameters) {
    requireProcesses(parameters.values("type"));
    TaskStatus[] statuses =
        parameters.values("status").stream().map(JobFilter::status).toArray(TaskStatus[]::new);
    Optional<CreatedTime> created = parameters.first("datetime").map(CreatedTime::parse);
    Timing timing =
        Timing.ANY
            .submitted(created.flatMap(CreatedTime::from), created.flatMap(CreatedTime::to))
            .duration(
                seconds(parameters, "minDuration").min(Long::compare).map(Duration::ofSeconds),
                seconds(parameters, "maxDuration").max(Long::compare).map(Duration::ofSeconds));
    TaskFilter filter =
        TaskFilter.status(statuses)
            .operations(Set.copyOf(parameters.values("processID")))
            .timing(timing);
    return parameters.first(SCHEDULE).map(JobFilter::schedule).map(filter::schedule).orElse(filter);
  }

  private static UUID schedule(String id) {
    return KnownJob.key(id)
        .orElseThrow(() -> OgcException.invalidParameter(SCHEDULE, id, "the id of a schedule"));
  }

  /** There are no jobs of another type, so that asking for all of this type changes nothing. */
  private static void requireProcesses(List<String> types) {
    for (String type : types) {
      if (!type.equals(PROCESS)) {
        throw OgcException.invalidParameter("type", type, "'" + PROCESS + "'");
      }
    }
  }

  private static TaskStatus status(String word) {
    return JobStatus.named(word)
        .map(JobStatus::status)
        .orElseThrow(
            () -> OgcException.invalidParameter("status", word, "one of " + JobStatus.WORDS));
  }

  /** Any of several least durations means the smallest, and so on. */
  private static Stream<Long> seconds(ListParameters parameters, String name) {
    return parameters.values(name).stream()
        .map(value ->
            Math.min(
                LONGEST_SECONDS,
                ListParameters.wholeNumber(name, value, "a whole number of seconds")));
  }
}
