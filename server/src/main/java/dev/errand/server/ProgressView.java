// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.task.Task;
import java.io.PrintStream;
import java.time.Duration;

/** Shows a person how a task comes along. */
sealed interface ProgressView {

  /** How often to look at the task. */
  Duration pace();

  void show(Task task, Duration elapsed);

  /** Leaves the line that {@link #show} wrote for what comes next. */
  void end();

  static ProgressView on(PrintStream out, boolean terminal) {
    return terminal ? new Bar(out) : new Lines(out);
  }

  /** One line that is written over again and again. */
  final class Bar implements ProgressView {

    private static final int WIDTH = 79;

    private final PrintStream out;
    private int shown;

    private Bar(PrintStream out) {
      this.out = out;
    }

    @Override
    public Duration pace() {
      return Duration.ofMillis(200);
    }

    @Override
    public void show(Task task, Duration elapsed) {
      String text = task.status().name() + "  " + ProgressText.of(task.progress(), elapsed);
      String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      out.flush();
      shown = line.length();
    }

    @Override
    public void end() {
      if (shown > 0) {
        out.print("\r" + " ".repeat(shown) + "\r");
        out.flush();
      }
    }
  }

  /** A line now and then, for files and pipes. */
  final class Lines implements ProgressView {

    private static final Duration PACE = Duration.ofSeconds(5);

    private final PrintStream out;
    private Duration next = PACE;

    private Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public Duration pace() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void show(Task task, Duration elapsed) {
      if (elapsed.compareTo(next) >= 0) {
        out.println(task.status().name() + "  " + ProgressText.of(task.progress(), elapsed));
        next = elapsed.plus(PACE);
      }
    }

    @Override
    public void end() {}
  }
}
