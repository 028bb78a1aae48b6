// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes out the lines that a process was about to write when it was stopped, and wrote when it went
 * on: it had looked while it had the right, and another began later, after the fifth of the lease
 * that the documents promise. That is the gap that no lease closes.
 */
final class Pauses {

  /** Between what happens and the stamp that says when. */
  private static final Duration STAMPS = Duration.ofMillis(20);

  private final long gap;
  private final Map<Long, Task> tasks;
  private final Map<String, WitnessFile.Line> newest = new HashMap<>();
  private int count;

  Pauses(Duration lease, Map<Long, Task> tasks) {
    this.gap = lease.dividedBy(5).minus(STAMPS).toNanos();
    this.tasks = tasks;
  }

  /** The lines that are left, in their order. */
  List<WitnessFile.Line> without(List<WitnessFile.Line> all) {
    List<WitnessFile.Line> left = new ArrayList<>();
    for (WitnessFile.Line line : all) {
      List<WitnessFile.Line> others =
          exclusive(line).stream()
              .map(newest::get)
              .filter(Objects::nonNull)
              .filter(other -> !other.run().equals(line.run()))
              .toList();
      boolean late =
          line.begins()
              ? others.stream().anyMatch(other -> isAhead(other, line))
              : !others.isEmpty();
      if (late && others.stream().allMatch(other -> other.looked() - line.looked() >= gap)) {
        count++;
        continue;
      }
      if (line.begins()) {
        exclusive(line).forEach(name -> newest.put(name, line));
      }
      left.add(line);
    }
    return left;
  }

  private static boolean isAhead(WitnessFile.Line other, WitnessFile.Line begin) {
    return other.looked() > begin.looked();
  }

  /** What only one run may be about at a time. */
  private List<String> exclusive(WitnessFile.Line line) {
    List<String> names = new ArrayList<>(List.of("task " + line.key()));
    @Nullable Task task = tasks.get(line.task());
    if (task != null) {
      task.submission().orderingKey().ifPresent(key -> names.add("key " + key));
    }
    return names;
  }

  int count() {
    return count;
  }
}
