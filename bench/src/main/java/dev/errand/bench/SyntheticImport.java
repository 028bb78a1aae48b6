// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@link SmallHeap} starts: one import, and how much memory the process took for it. */
@Command(name = SyntheticImport.NAME, hidden = true)
final class SyntheticImport implements Callable<Integer> {

  static final String NAME = "import-once";

  @Parameters(index = "0")
  private Path file = Path.of("");

  @Parameters(index = "1")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    try (Imports imports = new Imports(folder, file)) {
      long start = System.nanoTime();
      long entities = imports.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%,d entities in %.1f s, %,.0f/s, not warmed up; peak heap %d MiB, peak RSS %s%n",
          entities,
          seconds,
          entities / seconds,
          Memory.peakHeap() >> 20,
          Memory.peakRss());
    }
    return 0;
  }
}
