// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that use the processor and nothing else, until this process has ended. */
final class Hogs implements AutoCloseable {

  private static final String SPIN =
      "while kill -0 %d 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

  private final List<Process> processes = new ArrayList<>();

  Hogs(int count) throws IOException {
    String spin = SPIN.formatted(ProcessHandle.current().pid());
    for (int i = 0; i < count; i++) {
      processes.add(new ProcessBuilder("sh", "-c", spin).start());
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
