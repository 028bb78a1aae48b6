// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Locations;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A scratch file of node locations, 16 bytes each: identifier, packed location. The heap holds one
 * identifier in 1,024, so that a lookup reads at most a few neighbouring pages: 8 MB of heap for a
 * billion nodes.
 */
final class LocationFile implements AutoCloseable {

  static final int ENTRY = 2 * Long.BYTES;
  private static final int SAMPLE = 1024;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(256 * 1024).order(ByteOrder.nativeOrder());
  private long[] samples = new long[1024];
  private long count;
  private long lastId;
  private boolean ascending = true;

  LocationFile(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  long count() {
    return count;
  }

  /** Whether each identifier so far was greater than the one before. */
  boolean isAscending() {
    return ascending;
  }

  void add(long id, long location) throws IOException {
    if (buffer.remaining() < ENTRY) {
      flush();
    }
    buffer.putLong(id).putLong(location);
    if (count % SAMPLE == 0) {
      addSample(id);
    }
    ascending &= count == 0 || id > lastId;
    lastId = id;
    count++;
  }

  private void addSample(long id) {
    int at = (int) (count / SAMPLE);
    if (at == samples.length) {
      samples = Arrays.copyOf(samples, 2 * at);
    }
    samples[at] = id;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Everything added so far, until the arena is closed. */
  MemorySegment map(Arena arena) throws IOException {
    flush();
    return channel.map(MapMode.READ_ONLY, 0, count * ENTRY, arena);
  }

  /** Looks things up in what {@link #map} gave for a file that is ascending. */
  Locations table(MemorySegment entries) {
    long size = entries.byteSize() / ENTRY;
    int sampled = (int) ((size + SAMPLE - 1) / SAMPLE);
    long[] index = Arrays.copyOf(samples, sampled);
    return id -> find(entries, index, size, id);
  }

  private static long find(MemorySegment entries, long[] index, long size, long id) {
    int found = Arrays.binarySearch(index, id);
    int block = found >= 0 ? found : -found - 2;
    if (block < 0) {
      return Locations.UNKNOWN;
    }
    long low = (long) block * SAMPLE;
    long high = Math.min(size, low + SAMPLE) - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long there = id(entries, middle);
      if (there == id) {
        return location(entries, middle);
      } else if (there < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Locations.UNKNOWN;
  }

  static long id(MemorySegment entries, long index) {
    return entries.get(ValueLayout.JAVA_LONG_UNALIGNED, index * ENTRY);
  }

  static long location(MemorySegment entries, long index) {
    return entries.get(ValueLayout.JAVA_LONG_UNALIGNED, index * ENTRY + Long.BYTES);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
