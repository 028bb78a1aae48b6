// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.task.Failure;
import dev.errand.task.Task;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is promised beyond what every soak looks at. */
final class Promises {

  private static final String ENDS =
      """
      SELECT number, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000 FROM task
      WHERE failure IS NOT NULL AND pg_xact_commit_timestamp(xmin) IS NOT NULL
      """;

  private static final String COUNTED =
      """
      SELECT number, attempt FROM task t WHERE operation = '%s'
      AND attempt - coalesce((to_jsonb(t) ->> 'spared')::integer, 0) > %d
      """
          .formatted(SoakTask.THRICE, SoakTask.ATTEMPTS);

  private final List<Task> tasks;
  private final List<WitnessFile.Line> witnessed;
  private final List<String> violations = new ArrayList<>();

  Promises(List<Task> tasks, List<WitnessFile.Line> witnessed) {
    this.tasks = tasks;
    this.witnessed = witnessed;
  }

  /** What was said not to be done, was not. */
  Promises refusals(List<Acknowledgements.Line> lines) {
    Map<SoakTask, Acknowledgements.Line> last = new HashMap<>();
    lines.stream().filter(line -> !line.isCancelled()).forEach(line -> last.put(line.name(), line));
    for (Task task : tasks) {
      SoakTask name = SoakTask.described(task.description());
      Optional.ofNullable(last.get(name))
          .filter(line -> line.isRefused() && !name.isIdempotent())
          .ifPresent(line -> violations.add("said to be refused and is there: " + line));
    }
    return this;
  }

  /** No epoch is given twice, whatever the store forgot. */
  Promises epochs(List<WitnessFile.Line> all) {
    Map<String, UUID> runs = new HashMap<>();
    for (WitnessFile.Line line : all) {
      UUID run = runs.putIfAbsent(line.key() + " " + line.epoch(), line.run());
      if (line.begins() && run != null) {
        violations.add("two runs with one epoch: " + run + " and " + line);
      }
    }
    return this;
  }

  /** No code runs on after the end that says that nobody runs it. */
  Promises ends(Server database) throws Exception {
    Map<Long, Long> ends = new HashMap<>();
    long offset = System.nanoTime() - micros(Instant.now()) * 1_000;
    for (List<String> row : database.rows(ENDS)) {
      ends.put(Long.parseLong(row.get(0)), (long) Double.parseDouble(row.get(1)) * 1_000 + offset);
    }
    Set<UUID> lost = new HashSet<>();
    for (Task task : tasks) {
      if (task.failure().map(Failure::type).filter(Failure.LOST::equals).isPresent()) {
        lost.add(task.id().key());
      }
    }
    for (WitnessFile.Line line : witnessed) {
      Optional.ofNullable(ends.get(line.task()))
          .filter(end -> lost.contains(line.key()) && line.looked() > end)
          .ifPresent(end ->
              violations.add(
                  "code ran after the end as lost: %d ms later %s"
                      .formatted((line.looked() - end) / 1_000_000, line)));
    }
    return this;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  Promises attempts(Server database) throws Exception {
    for (List<String> row : database.rows(COUNTED)) {
      violations.add("more attempts than its rule allows: task and attempts " + row);
    }
    return this;
  }

  /** Times are the database's, whatever the clocks of nodes say. */
  Promises times(Instant from, Instant to) {
    for (Task task : tasks) {
      List<Instant> times = new ArrayList<>(List.of(task.times().submitted()));
      task.times().started().ifPresent(times::add);
      task.times().ended().ifPresent(times::add);
      if (times.stream().anyMatch(time -> time.isBefore(from) || time.isAfter(to))) {
        violations.add("a time by a node's own clock: task " + task.id() + " " + times);
      }
    }
    return this;
  }

  List<String> violations() {
    return violations;
  }
}
