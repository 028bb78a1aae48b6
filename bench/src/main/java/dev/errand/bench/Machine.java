// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** What figures depend on and cannot be compared without. */
public final class Machine {

  private static final int SYNCS = 200;

  private Machine() {}

  /** A line about the machine and the disk under the folder. */
  public static String describe(Path folder) throws IOException {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s, force() of a 4 KiB append %.0f us (p50 of %d), %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version(),
        syncNanos(folder) / 1e3,
        SYNCS,
        load());
  }

  /** How busy the machine is with everything that runs on it. */
  public static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "load unknown" : String.format(Locale.ROOT, "load %.1f", load);
  }

  private static long syncNanos(Path folder) throws IOException {
    long[] nanos = new long[SYNCS];
    ByteBuffer block = ByteBuffer.allocateDirect(4096);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("sync"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < SYNCS; i++) {
        block.rewind();
        long start = System.nanoTime();
        file.write(block);
        file.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2];
  }
}
