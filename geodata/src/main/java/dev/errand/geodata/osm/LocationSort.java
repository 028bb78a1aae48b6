// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Sorts a file of locations by identifier without holding it on the heap: runs of what fits are
 * sorted into a file, then merged into another. Of several locations of one node the last in the
 * file stays.
 */
final class LocationSort {

  private static final int RUN = 256 * 1024;

  private record Entry(long id, long location) {}

  private LocationSort() {}

  static LocationFile sort(LocationFile source, Path folder, String name) throws IOException {
    try (Arena arena = Arena.ofConfined();
        LocationFile runs = new LocationFile(folder.resolve(name + "-runs"))) {
      sortRuns(source.map(arena), runs);
      LocationFile sorted = new LocationFile(folder.resolve(name));
      merge(runs.map(arena), sorted);
      return sorted;
    }
  }

  private static void sortRuns(MemorySegment entries, LocationFile runs) throws IOException {
    long size = entries.byteSize() / LocationFile.ENTRY;
    for (long start = 0; start < size; start += RUN) {
      Entry[] run = new Entry[(int) Math.min(RUN, size - start)];
      for (int i = 0; i < run.length; i++) {
        run[i] =
            new Entry(
                LocationFile.id(entries, start + i), LocationFile.location(entries, start + i));
      }
      Arrays.sort(run, Comparator.comparingLong(Entry::id));
      for (Entry entry : run) {
        runs.add(entry.id(), entry.location());
      }
    }
  }

  private static void merge(MemorySegment runs, LocationFile sorted) throws IOException {
    long size = runs.byteSize() / LocationFile.ENTRY;
    PriorityQueue<Cursor> heads =
        new PriorityQueue<>(
            Comparator.comparingLong(Cursor::id).thenComparingLong(cursor -> cursor.start));
    for (long start = 0; start < size; start += RUN) {
      heads.add(new Cursor(runs, start, Math.min(size, start + RUN)));
    }
    while (!heads.isEmpty()) {
      Cursor head = heads.remove();
      long id = head.id();
      long location = head.location();
      if (head.advance()) {
        heads.add(head);
      }
      Cursor next = heads.peek();
      if (next == null || next.id() != id) {
        sorted.add(id, location);
      }
    }
  }

  /**
   * A place in a run. Runs are in the order of the file, so the start tells which of two equals
   * came later.
   */
  private static final class Cursor {
    private final MemorySegment entries;
    private final long start;
    private final long end;
    private long at;

    Cursor(MemorySegment entries, long start, long end) {
      this.entries = entries;
      this.start = start;
      this.end = end;
      this.at = start;
    }

    long id() {
      return LocationFile.id(entries, at);
    }

    long location() {
      return LocationFile.location(entries, at);
    }

    boolean advance() {
      at++;
      return at < end;
    }
  }
}
