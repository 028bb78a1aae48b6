// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@link SmallHeap} starts: one import, and how much memory the process took for it. */
@Command(name = SyntheticImport.NAME, hidden = true)
final class SyntheticImport implements Callable<Integer> {

  static final String NAME = "import-once";

  private static final Path STATUS = Path.of("/proc/self/status");

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
          peakHeap() >> 20,
          peakRss());
    }
    return 0;
  }

  /** The most that each part of the heap ever held, garbage included. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static String peakRss() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return "unknown";
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
        .findFirst()
        .orElse("unknown");
  }
}
