// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.task.Task;
import java.io.PrintStream;
import java.time.Duration;

/** Shows a person how a task comes along. */
sealed interface ProgressView {

  /** How often to look at the task. */
  Duration pace();

  /**
   * @param text of {@link ProgressText}
   */
  void show(Task task, String text, Duration elapsed);

  /** Leaves the line that {@link #show} wrote for what comes next. */
  void end();

  static ProgressView on(PrintStream out, boolean terminal) {
    return terminal ? new Bar(out, Terminal.width()) : new Lines(out);
  }

  /** One line that is written over again and again. */
  final class Bar implements ProgressView {

    private final PrintStream out;
    private final int width;
    private int shown;

    /**
     * @param width how many characters fit into a line; one that wraps is not written over but
     *     piles up
     */
    Bar(PrintStream out, int width) {
      this.out = out;
      this.width = width;
    }

    @Override
    public Duration pace() {
      return Duration.ofMillis(200);
    }

    @Override
    public void show(Task task, String text, Duration elapsed) {
      String whole = task.status().name() + "  " + text;
      String line = whole.length() > width ? whole.substring(0, width) : whole;
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
    public void show(Task task, String text, Duration elapsed) {
      if (elapsed.compareTo(next) >= 0) {
        out.println(task.status().name() + "  " + text);
        next = elapsed.plus(PACE);
      }
    }

    @Override
    public void end() {}
  }
}
