// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Failure;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares when things happened in a soak, by the database's clock, and names whatever came too
 * late or too early. The time at which a task ended is such a time as well.
 */
final class SoakTimeCheck {

  private final Map<Long, Task> tasks;
  private final List<Acknowledgements.Line> acknowledgements;
  private final List<Witness.Line> witnessed;
  private final List<String> violations = new ArrayList<>();

  /** What one call of an operation's code has written. */
  private record Run(Witness.Line first, Instant end) {
    Run until(Witness.Line line) {
      return line.time().isAfter(end) ? new Run(first, line.time()) : this;
    }
  }

  SoakTimeCheck(
      List<Task> stored,
      List<Acknowledgements.Line> acknowledgements,
      List<Witness.Line> witnessed) {
    this.tasks =
        stored.stream().collect(Collectors.toMap(task -> task.id().number(), task -> task));
    this.acknowledgements = acknowledgements;
    this.witnessed = witnessed;
  }

  void check() {
    assertThat(violations()).isEmpty();
  }

  List<String> violations() {
    nothingIsWrittenAfterALoss();
    runsOfAKeyAreOneAtATime();
    numbersGrow();
    return violations;
  }

  /** Whoever works on what is lost was told to stop long before anybody may say so. */
  private void nothingIsWrittenAfterALoss() {
    for (Witness.Line line : witnessed) {
      @Nullable Task task = tasks.get(line.task());
      if (task != null
          && task.status() == TaskStatus.FAILED
          && task.failure().map(Failure::type).filter(Failure.LOST::equals).isPresent()
          && task.times().ended().orElseThrow().isBefore(line.time())) {
        violations.add("failed as lost and written after that: " + line + " of " + task);
      }
    }
  }

  private void runsOfAKeyAreOneAtATime() {
    Map<UUID, Run> runs = new LinkedHashMap<>();
    for (Witness.Line line : witnessed) {
      runs.merge(line.run(), new Run(line, line.time()), (run, _) -> run.until(line));
    }
    Map<String, Run> longest = new HashMap<>();
    runs.values().stream()
        .sorted(Comparator.comparing((Run run) -> run.first().time()))
        .forEach(run ->
            key(run)
                .ifPresent(key -> {
                  @Nullable Run before = longest.get(key);
                  if (before != null && run.first().time().isBefore(before.end())) {
                    violations.add("two of " + key + " at a time: " + before + " and " + run);
                  }
                  if (before == null || before.end().isBefore(run.end())) {
                    longest.put(key, run);
                  }
                }));
  }

  private Optional<String> key(Run run) {
    return Optional.ofNullable(tasks.get(run.first().task()))
        .flatMap(task -> task.submission().orderingKey());
  }

  /**
   * A task that a node began to submit when it knew the number of another has a higher one, be it
   * in the same database or in one that all was moved to in between.
   */
  private void numbersGrow() {
    Map<String, Long> highest = new HashMap<>();
    Map<SoakTask, Long> above = new HashMap<>();
    for (Acknowledgements.Line line : acknowledgements) {
      String node = line.name().node();
      if (line.isTried()) {
        above.put(line.name(), highest.getOrDefault(node, 0L));
      } else if (line.isSubmitted()) {
        if (line.number() <= above.getOrDefault(line.name(), 0L)) {
          violations.add("a number that is not new: " + line);
        }
        highest.merge(node, line.number(), Math::max);
      }
    }
  }
}
