// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.task.Task;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What no lease can prevent, counted and taken out before the rest is judged. A failover to a
 * standby that commits did not wait for may forget what was told in its last moments: tasks,
 * cancels, and claims whose code had begun. Only there, and only with a sign that it was forgotten.
 */
final class Forgiven {

  private final List<Failover> failovers;
  private final Duration lease;
  private final Map<Long, Task> tasks = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private int forgottenTasks;
  private int forgottenCancels;
  private int forgottenRuns;
  private int begunAgain;

  Forgiven(List<Failover> failovers, Duration lease, List<Task> stored) {
    this.failovers = failovers;
    this.lease = lease;
    stored.forEach(task -> tasks.put(task.id().number(), task));
  }

  /** Those that bind. */
  List<Acknowledgements.Line> acknowledgements(List<Acknowledgements.Line> all) {
    return all.stream().filter(line -> !isForgotten(line)).toList();
  }

  private boolean isForgotten(Acknowledgements.Line line) {
    boolean binds = line.isSubmitted() || line.isCancelled();
    if (!binds || failovers.stream().noneMatch(one -> one.forgets(line.asked(), line.told()))) {
      return false;
    }
    Optional<Task> task =
        Optional.ofNullable(tasks.get(line.number()))
            .filter(one -> SoakTask.described(one.description()).equals(line.name()));
    if (task.isEmpty()) {
      forgottenTasks += line.isSubmitted() ? 1 : 0;
      return true;
    }
    if (line.isCancelled() && task.get().cancelRequest().isEmpty()) {
      forgottenCancels++;
      return true;
    }
    return false;
  }

  /** The lines of runs that the store knew of until the end. */
  List<WitnessFile.Line> witnessed(List<WitnessFile.Line> all) {
    Map<UUID, Failover> forgotten = new HashMap<>();
    Map<UUID, List<WitnessFile.Line>> begins = new HashMap<>();
    for (WitnessFile.Line line : all) {
      if (line.begins()) {
        begins.computeIfAbsent(line.key(), _ -> new ArrayList<>()).add(line);
      }
    }
    begins.values().forEach(runs -> forget(runs, forgotten));
    Set<UUID> tooLong = new HashSet<>();
    for (WitnessFile.Line line : all) {
      Failover failover = forgotten.get(line.run());
      if (failover != null
          && line.looked() > failover.healed() + 2 * lease.toNanos()
          && tooLong.add(line.run())) {
        violations.add("a forgotten attempt went on: " + line);
      }
    }
    return all.stream().filter(line -> !forgotten.containsKey(line.run())).toList();
  }

  /**
   * @param runs of one task, in the order in which they began
   */
  private void forget(List<WitnessFile.Line> runs, Map<UUID, Failover> forgotten) {
    for (int i = 0; i < runs.size(); i++) {
      WitnessFile.Line begin = runs.get(i);
      Optional<Failover> failover =
          failovers.stream()
              .filter(one -> !one.synchronous() && begin.looked() >= one.kept())
              .filter(one -> begin.looked() <= one.cut() + lease.toNanos())
              .findFirst();
      boolean again =
          runs.subList(i + 1, runs.size()).stream()
              .anyMatch(later -> later.attempt() <= begin.attempt());
      if (failover.isPresent() && (again || !isKnown(begin))) {
        forgotten.put(begin.run(), failover.get());
        forgottenRuns++;
        begunAgain += again ? 1 : 0;
      }
    }
  }

  private boolean isKnown(WitnessFile.Line begin) {
    return Optional.ofNullable(tasks.get(begin.task()))
        .filter(task -> task.id().key().equals(begin.key()))
        .filter(task -> task.attempt().number() >= begin.attempt())
        .isPresent();
  }

  List<String> violations() {
    return violations;
  }

  /** What was forgotten, for people. */
  String forgotten() {
    return ("%d tasks, %d cancels and %d claims whose code had begun;"
            + " %d times code was begun again because its claim was forgotten")
        .formatted(forgottenTasks, forgottenCancels, forgottenRuns, begunAgain);
  }
}
