// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Imports a made-up file in a JVM of its own, whose heap is much smaller than the file's content.
 */
record SmallHeap(String heap) {

  /** What the JVM said about it. */
  String run(Path folder, long nodes) throws IOException, InterruptedException {
    Path file = new SyntheticPbf(nodes).write(folder.resolve("made.pbf"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    SyntheticImport.NAME,
                    file.toString(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("The import with -Xmx" + heap + " failed: " + said);
      }
      return "-Xmx" + heap + ": " + said.strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
