// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a run started, found without asking it, so that nothing outlives it however it ends. */
record Remains(Path folder) {

  /** While the others still end, one of them may start something. */
  private static final int PASSES = 3;

  private static final int PAUSE_MILLIS = 200;

  /** Ends all processes and deletes the databases. */
  void clear() throws IOException, InterruptedException {
    Path databases = folder.resolve("databases");
    for (int i = 0; i < PASSES; i++) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      List<Path> all = List.of();
      if (Files.exists(databases)) {
        try (Stream<Path> files = Files.list(databases)) {
          all = files.toList();
        }
      }
      for (Path data : all) {
        Server.kill(data);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    Folders.delete(databases);
  }

  /** Does so when this process is told to end. */
  Thread whenInterrupted() {
    Thread hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              try {
                clear();
              } catch (IOException e) {
                System.err.println("not all of it is gone: " + e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }
}
