// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import dev.errand.operation.TaskContext.Line;
import dev.errand.task.LogLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * By what a program's words reach its task: at once, or gathered, or not at all where they have
 * been said before. For one thread.
 */
final class Voice {

  private final TaskContext context;
  private final List<Line> gathered = new ArrayList<>();
  private Mode mode = Mode.DIRECT;

  private enum Mode {
    DIRECT,
    GATHERING,
    MUTE
  }

  Voice(TaskContext context) {
    this.context = context;
  }

  /** Says nothing from now on. */
  void mute() {
    mode = Mode.MUTE;
  }

  /** Gathers lines of the log from now on. */
  void gather() {
    mode = Mode.GATHERING;
  }

  /** What was gathered since the last time. */
  List<Line> gathered() {
    List<Line> lines = List.copyOf(gathered);
    gathered.clear();
    return lines;
  }

  void log(LogLevel level, String text) {
    line(new Line(level, text, false));
  }

  void warn(String text) {
    line(new Line(LogLevel.WARN, text, true));
  }

  void error(String text) {
    line(new Line(LogLevel.ERROR, text, true));
  }

  private void line(Line line) {
    switch (mode) {
      case MUTE -> {}
      case GATHERING -> gathered.add(line);
      case DIRECT -> {
        if (!line.marks()) {
          context.log(line.level(), line.text());
        } else if (line.level() == LogLevel.ERROR) {
          context.error(line.text());
        } else {
          context.warn(line.text());
        }
      }
    }
  }

  void progress(String text) {
    if (mode != Mode.MUTE) {
      context.progress(text);
    }
  }

  void progress(String text, double amount) {
    if (mode != Mode.MUTE) {
      context.progress(text, amount);
    }
  }

  void progress(String text, double amount, double total) {
    if (mode != Mode.MUTE) {
      context.progress(text, amount, total);
    }
  }
}
