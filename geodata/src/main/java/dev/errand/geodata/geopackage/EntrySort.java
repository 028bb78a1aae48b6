// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts entries by a place each, however many they are: {@link #RUN} at a time in memory, the rest
 * in files. Used by one thread.
 */
final class EntrySort implements AutoCloseable {

  /** 40 bytes each, so 10 MB. */
  static final int RUN = 1 << 18;

  private final Path folder;
  private final int run;
  private final long[] places;
  private final IndexEntry[] entries;
  private final List<Path> files = new ArrayList<>();
  private int size;

  /** What gets the entries in order. */
  interface Sink {
    void take(IndexEntry entry) throws Exception;
  }

  /**
   * @param folder for files, which are gone once this is closed
   */
  EntrySort(Path folder, int run) {
    this.folder = folder;
    this.run = run;
    this.places = new long[run];
    this.entries = new IndexEntry[run];
  }

  /**
   * Takes an entry.
   *
   * @param place 0 to 2^31 - 1
   */
  void add(int place, IndexEntry entry) throws IOException {
    if (size == run) {
      spill();
    }
    places[size] = (long) place << 32 | size;
    entries[size] = entry;
    size++;
  }

  /** Gives all entries, once. */
  void drain(Sink sink) throws Exception {
    if (files.isEmpty()) {
      Arrays.sort(places, 0, size);
      for (int i = 0; i < size; i++) {
        sink.take(entries[(int) places[i]]);
      }
      return;
    }
    spill();
    merge(sink);
  }

  private void spill() throws IOException {
    Arrays.sort(places, 0, size);
    Path file = Files.createTempFile(folder, "index-", ".run");
    files.add(file);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      for (int i = 0; i < size; i++) {
        IndexEntry entry = entries[(int) places[i]];
        out.writeInt((int) (places[i] >> 32));
        out.writeLong(entry.id());
        out.writeFloat(entry.minX());
        out.writeFloat(entry.maxX());
        out.writeFloat(entry.minY());
        out.writeFloat(entry.maxY());
      }
      out.writeInt(-1);
    }
    size = 0;
  }

  private void merge(Sink sink) throws Exception {
    List<Run> open = new ArrayList<>();
    try {
      for (Path file : files) {
        open.add(new Run(file));
      }
      PriorityQueue<Run> next = new PriorityQueue<>(Comparator.comparingInt(run -> run.place));
      next.addAll(open);
      while (!next.isEmpty()) {
        Run first = next.remove();
        if (first.place >= 0) {
          sink.take(first.entry());
          first.advance();
          next.add(first);
        }
      }
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private static final class Run {
    private final DataInputStream in;
    private int place;

    private Run(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 15));
      place = in.readInt();
    }

    private IndexEntry entry() throws IOException {
      return new IndexEntry(
          in.readLong(), in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
    }

    private void advance() throws IOException {
      place = in.readInt();
    }

    private void close() throws IOException {
      in.close();
    }
  }
}
