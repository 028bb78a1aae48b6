// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares what nodes were told, what the store holds, and what attempts have witnessed, and names
 * whatever does not agree.
 */
public final class SoakCheck {

  private final Map<Long, Task> tasks = new HashMap<>();
  private final Map<Long, SoakTask> names = new HashMap<>();
  private final List<Acknowledgements.Line> acknowledgements;
  private final List<Witness.Line> witnessed;
  private final List<String> violations = new ArrayList<>();

  public SoakCheck(
      List<Task> stored,
      List<Acknowledgements.Line> acknowledgements,
      List<Witness.Line> witnessed) {
    this.acknowledgements = acknowledgements;
    this.witnessed = witnessed;
    for (Task task : stored) {
      tasks.put(task.id().number(), task);
      names.put(task.id().number(), SoakTask.described(task.description()));
    }
  }

  /** What does not agree; empty if all does. */
  public List<String> violations() {
    acknowledgedIsPresent();
    nothingIsThereTwice();
    runs();
    keys();
    return violations;
  }

  private void acknowledgedIsPresent() {
    for (Acknowledgements.Line line : acknowledgements) {
      if (!line.isSubmitted() && !line.isCancelled()) {
        continue;
      }
      @Nullable Task task = tasks.get(line.number());
      if (task == null || !line.name().equals(names.get(line.number()))) {
        violations.add("missing: " + line);
      } else if (line.isCancelled() && !line.terminal() && task.cancelRequest().isEmpty()) {
        violations.add("the cancel got lost: " + line);
      }
    }
  }

  private void nothingIsThereTwice() {
    Set<SoakTask> seen = new HashSet<>();
    names.values().stream()
        .filter(name -> !seen.add(name))
        .forEach(name -> violations.add("submitted once and there twice: " + name));
  }

  /** The lines come in the order in which they were written. */
  private void runs() {
    Map<Long, Witness.Line> newest = new HashMap<>();
    for (Witness.Line line : witnessed) {
      Witness.@Nullable Line before = newest.get(line.task());
      boolean begins = line.what().equals(Witness.BEGIN);
      if (!tasks.containsKey(line.task())) {
        violations.add("ran and is not there: " + line);
      } else if (begins) {
        if (before != null && operation(line).equals(SoakTask.ONCE)) {
          violations.add("may not be repeated and was: " + before + " and " + line);
        }
        if (before != null && before.attempt() >= line.attempt()) {
          violations.add("an attempt ran twice or late: " + before + " and " + line);
        }
        newest.put(line.task(), line);
      } else if (before == null || !before.run().equals(line.run())) {
        violations.add("a late write: " + line + " after " + before);
      }
    }
  }

  private String operation(Witness.Line line) {
    return Objects.requireNonNull(tasks.get(line.task())).operation();
  }

  /** Of a key, whoever begins ends the time of those before, and numbers only grow. */
  private void keys() {
    Map<String, UUID> running = new HashMap<>();
    Map<String, Long> last = new HashMap<>();
    for (Witness.Line line : witnessed) {
      @Nullable Task task = tasks.get(line.task());
      if (task == null || task.submission().orderingKey().isEmpty()) {
        continue;
      }
      String key = task.submission().orderingKey().get();
      if (line.what().equals(Witness.BEGIN)) {
        running.put(key, line.run());
        if (last.merge(key, line.task(), Math::max) != line.task()) {
          violations.add("out of the order of " + key + ": " + line);
        }
      } else if (!line.run().equals(running.get(key))) {
        violations.add("two of " + key + " at once: " + line);
      }
    }
  }
}
