// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import dev.errand.programs.process.Remains;
import dev.errand.programs.process.Remains.Found;
import dev.errand.programs.process.Usage;
import dev.errand.task.AttemptUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last lines of a program's log: what it used, and whether anything of it is left. */
final class EndReport {

  private static final int MOST_NAMED = 20;

  private EndReport() {}

  static void write(
      TaskContext context, Remains remains, Duration elapsed, Optional<Integer> code) {
    context.used(usage(context.attempt(), remains));
    if (!remains.ended().isEmpty()) {
      context.info(
          "Ended %s that still ran: %s"
              .formatted(processes(remains.ended().size()), names(remains.ended())));
    }
    String end =
        "%s after %s%s; %s left"
            .formatted(
                code.map(number -> "Exit code " + number).orElse("No exit code"),
                Figures.seconds(elapsed),
                used(remains.most()),
                processes(remains.left().size()));
    if (remains.left().isEmpty()) {
      context.info(end);
    } else {
      context.warn(
          "%s: %s. Each cannot be ended, or left its session, cleared its environment and lost its"
                  .formatted(end, names(remains.left()))
              + " parent, so that it cannot be told which task it is of.");
    }
  }

  private static AttemptUsage usage(int attempt, Remains remains) {
    Usage most = remains.most();
    return new AttemptUsage(
        attempt,
        most.cpu().toMillis(),
        most.memory(),
        most.disk().read(),
        most.disk().written(),
        remains.left().size());
  }

  private static String used(Usage most) {
    String cpu = most.cpu().isZero() ? "" : ", " + Figures.seconds(most.cpu()) + " of CPU";
    String memory =
        most.memory() == 0 ? "" : ", " + Figures.size(most.memory()) + " of memory at most";
    return cpu
        + memory
        + moved("read", most.disk().read())
        + moved("written", most.disk().written());
  }

  private static String moved(String how, long bytes) {
    return bytes == 0 ? "" : ", " + Figures.size(bytes) + " " + how;
  }

  private static String processes(int count) {
    return count + (count == 1 ? " process" : " processes");
  }

  private static String names(List<Found> found) {
    String names =
        found.stream().limit(MOST_NAMED).map(Found::toString).collect(Collectors.joining(", "));
    int more = found.size() - MOST_NAMED;
    return more > 0 ? names + " and %d more".formatted(more) : names;
  }
}
