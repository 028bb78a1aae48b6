// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Starts shells for tests of what starts and ends processes. */
record Started(Path folder) {

  /** Notes and all else of the processes that are started. */
  Path own() {
    return folder.resolve("own");
  }

  RunningProcess in(Processes processes, String attempt, String script) throws IOException {
    return processes.start(launch(attempt, script));
  }

  private Launch launch(String attempt, String script) throws IOException {
    return new Launch(
        attempt,
        List.of("/bin/sh", "-c", script),
        Map.of("PATH", "/usr/bin:/bin"),
        folder,
        new Launch.Streams(
            Path.of("/dev/null"), file(attempt + ".out"), file(attempt + ".err"), Optional.empty()),
        new Launch.Bounds(
            OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), new byte[0]);
  }
}
