// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.ShortTime;
import dev.errand.task.Task;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * What comes between the signal that asks a server to stop and the end of its process: says what
 * runs and what will come of it, and waits for it. Callers are answered meanwhile; starts are
 * refused.
 */
final class GracefulStop {

  private static final int MOST_SHOWN = 10;

  private final Errand errand;
  private final Duration patience;
  private final PrintStream screen;

  /**
   * @param patience how long what runs may go on, as the engine knows it
   * @param screen what people read
   */
  GracefulStop(Errand errand, Duration patience, PrintStream screen) {
    this.errand = errand;
    this.patience = patience;
    this.screen = screen;
  }

  /** Returns when nothing runs any more; the process may end then. */
  void run() {
    List<Task> running = errand.drain();
    screen.println(report(running));
    errand.endRunning();
    if (!running.isEmpty()) {
      screen.println("Nothing runs any more.");
    }
  }

  private String report(List<Task> running) {
    if (running.isEmpty()) {
      return "Stopping. No task runs here.";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        """
        Stopping. %s %s to end; a second Ctrl-C (or signal) does not wait.
        Until then polls are answered and starts refused. What has not ended by then:
        """
            .formatted(
                running.size() == 1
                    ? "A task runs and has"
                    : running.size() + " tasks run and have",
                ShortTime.of(patience)));
    running.stream()
        .limit(MOST_SHOWN)
        .forEach(task ->
            text.append(
                "  %d %s: %s%n".formatted(task.id().number(), task.operation(), fate(task))));
    if (running.size() > MOST_SHOWN) {
      text.append("  and %d more%n".formatted(running.size() - MOST_SHOWN));
    }
    return text.toString().stripTrailing();
  }

  private String fate(Task task) {
    if (task.cancelRequest().isPresent()) {
      return "CANCELLED, as somebody asked for";
    }
    if (errand.isLeftAtStop(task.id())) {
      return "goes on by itself, and the next server here goes on with it";
    }
    Recovery recovery =
        errand
            .operation(task.operation())
            .<Recovery>map(operation -> operation.treatment().recovery())
            .orElse(Recovery.FAIL);
    return switch (recovery) {
      case Recovery.Retry _ ->
          "waits again, and is repeated at the next start or by another server";
      case Recovery.Fail() -> "FAILED, as it may not be repeated by itself";
    };
  }
}
