// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@link SmallHeap} starts: an import and two exports, and how much memory they took. */
@Command(name = SyntheticExport.NAME, hidden = true)
final class SyntheticExport implements Callable<Integer> {

  static final String NAME = "export-once";

  @Parameters(index = "0")
  private Path file = Path.of("");

  @Parameters(index = "1")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    try (Exports exports = new Exports(folder)) {
      Path inside = Files.copy(file, folder.resolve("copy.gpkg"));
      double filled = seconds(() -> exports.fill(inside));
      long afterImport = Memory.peakHeap() >> 20;
      double first = seconds(exports::run);
      double second = seconds(exports::run);
      System.out.printf(
          Locale.ROOT,
          "imported in %.1f s, peak heap %d MiB; exported in %.1f s and %.1f s, peak heap %d MiB,"
              + " peak RSS %s%n",
          filled,
          afterImport,
          first,
          second,
          Memory.peakHeap() >> 20,
          Memory.peakRss());
    }
    return 0;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
