// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.process.Keeping;
import dev.errand.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with twenty programs, which waits to be killed. */
final class KilledServer {

  static final int TASKS = 20;

  private KilledServer() {}

  /** One operation that may be repeated, and one that may not. */
  static String[] declarations(Marked marked) {
    return new String[] {
      declaration("once", "fail", Escape.SESSION_AND_DOUBLE_FORK, marked),
      declaration("again", "repeat", Escape.NOHUP, marked)
    };
  }

  private static String declaration(String name, String recovery, Escape escape, Marked marked) {
    return escape
        .declaration(marked, "recovery: " + recovery + "\n")
        .replace("name: escape", "name: " + name);
  }

  public static void main(String[] args) throws InterruptedException {
    Keeping keeping = Keeping.valueOf(args[1]);
    Workshop workshop =
        Workshop.of(Path.of(args[0]), keeping::open, declarations(new Marked(args[2])));
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(workshop.start(i % 2 == 0 ? "once" : "again", "{}"));
    }
    tasks.forEach(task -> workshop.lineWith(task, "ready"));
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
