// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakCheck;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.SoakTaskCheck;
import dev.errand.testkit.soak.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what nodes were told, what the database holds and what the witness saw.
 *
 * @param began when all of it began
 */
record Judge(
    List<Task> tasks,
    List<Acknowledgements.Line> told,
    List<WitnessFile.Line> witnessed,
    Plan plan,
    Instant began) {

  private static final Duration STAMPS = Duration.ofSeconds(1);

  /**
   * What is no violation.
   *
   * @param forgotten by failovers that may forget
   * @param paused lines that were written after a pause since the last look
   */
  record Apart(String forgotten, int paused) {}

  Apart judge(Store reader, Server database, Tally tally) throws Exception {
    Forgiven forgiven = new Forgiven(tally.failovers(), plan.lease(), tasks);
    List<Acknowledgements.Line> binding = forgiven.acknowledgements(told);
    List<WitnessFile.Line> known = forgiven.witnessed(witnessed);
    Map<Long, Task> byNumber = new HashMap<>();
    tasks.forEach(task -> byNumber.put(task.id().number(), task));
    Pauses pauses = new Pauses(plan.lease(), byNumber);
    List<WitnessFile.Line> left = pauses.without(known);
    forgiven.violations().forEach(tally::violation);
    new SoakCheck(tasks, binding, lines(left)).violations().forEach(tally::violation);
    new SoakTaskCheck(reader, Judge::text).violations(tasks).forEach(tally::violation);
    new Promises(tasks, left)
        .refusals(told)
        .epochs(witnessed)
        .ends(database)
        .attempts(database)
        .times(began.minus(STAMPS), Instant.now().plus(STAMPS))
        .violations()
        .forEach(tally::violation);
    return new Apart(forgiven.forgotten(), pauses.count());
  }

  private static String text(Task task) {
    return ChaosWork.text(
        SoakTask.described(task.description()), task.attempt().number(), task.attempt().epoch());
  }

  private static List<Witness.Line> lines(List<WitnessFile.Line> all) {
    List<Witness.Line> lines = new ArrayList<>();
    for (WitnessFile.Line line : all) {
      lines.add(
          new Witness.Line(
              lines.size(),
              line.run(),
              line.task(),
              line.attempt(),
              line.node(),
              line.what(),
              // No check of those used here looks at the time; the file has the order.
              Instant.EPOCH));
    }
    return lines;
  }
}
