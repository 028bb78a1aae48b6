// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.process.Keeping;
import dev.errand.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with twenty programs that are to outlive it, which waits to be killed. */
final class LeavingServer {

  static final int TASKS = 20;
  static final int LINES = 400;

  private LeavingServer() {}

  /**
   * Writes lines without a pause, half of them after the gate has been opened, each tenth to its
   * standard error.
   *
   * @param gate a file that opens it
   */
  static String declaration(Marked marked, Path gate, String more) {
    return """
    name: count
    restart: keep
    cancel: {grace: 300ms}
    result: last-line
    command:
    - sh
    - -c
    - |
      : %s
      i=0
      while [ $i -lt %d ]; do
        if [ $((i %% 10)) -eq 0 ]; then echo "line $i" >&2; else echo "line $i"; fi
        if [ $i -lt 200 ] && [ $((i %% 10)) -eq 0 ]; then sleep 0.05; fi
        if [ $i -eq 200 ]; then until [ -e %s ]; do sleep 0.2; done; fi
        i=$((i + 1))
      done
      echo left > left.txt
      echo '{"count": 400}'
    outputs:
      count: {type: integer}
      file: {file: left.txt}
    """
            .formatted(marked.mark(), LINES, gate)
        + more;
  }

  public static void main(String[] args) throws InterruptedException {
    Keeping keeping = Keeping.valueOf(args[1]);
    Path folder = Path.of(args[0]);
    Workshop workshop =
        Workshop.of(
            folder, keeping::open, declaration(new Marked(args[2]), folder.resolve("gate"), ""));
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(workshop.start("count", "{}"));
    }
    tasks.forEach(task -> workshop.lineWith(task, "line 20"));
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
