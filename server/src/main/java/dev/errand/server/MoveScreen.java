// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.move.MoveProgress;
import dev.errand.task.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Shows a person how a move comes along: one line that is written over on a terminal, elsewhere a
 * line now and then, and one for each part that is done.
 */
final class MoveScreen implements MoveProgress {

  private static final Duration TERMINAL_PACE = Duration.ofMillis(200);
  private static final Duration LINES_PACE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private final int width = Terminal.width();
  private String part = "";
  private long begin;
  private long before;
  private long shownAt;
  private int shown;

  MoveScreen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void at(String what, long done, long total) {
    long now = System.nanoTime();
    if (!what.equals(part)) {
      part = what;
      begin = now;
      before = done;
      shownAt = now;
    }
    boolean isEnd = done >= total;
    Duration pace = terminal ? TERMINAL_PACE : LINES_PACE;
    if (!isEnd && now - shownAt < pace.toNanos()) {
      return;
    }
    shownAt = now;
    show(text(what, done, total, Duration.ofNanos(now - begin)), isEnd);
  }

  /** The rate counts what was done by this process. */
  private String text(String what, long done, long total, Duration elapsed) {
    Progress progress = new Progress("", done, OptionalDouble.of(total));
    String line = what + "  " + ProgressText.of(Optional.of(progress), elapsed, "", done - before);
    return terminal && line.length() > width ? line.substring(0, width) : line;
  }

  private void show(String line, boolean isEnd) {
    if (terminal && !isEnd) {
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    } else {
      end();
      out.println(line);
    }
    out.flush();
  }

  /** Leaves the line that was written over for what comes next. */
  void end() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }
}
