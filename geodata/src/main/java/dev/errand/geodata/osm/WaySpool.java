// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Meta;
import dev.errand.osm.WayNodes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps ways whose nodes are not known yet in a scratch file until the end of the input. */
final class WaySpool implements AutoCloseable {

  private final Path file;
  private @Nullable DataOutputStream out;
  private long count;

  /** Takes a way back. */
  interface Consumer {
    void accept(Meta meta, WayNodes nodes) throws IOException, InterruptedException;
  }

  WaySpool(Path file) {
    this.file = file;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void add(Meta meta, WayNodes nodes) throws IOException {
    if (out == null) {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }
    out.writeLong(meta.id());
    out.writeLong(meta.version());
    out.writeLong(meta.changeset());
    out.writeLong(meta.timestamp());
    writeText(out, meta.user());
    writeText(out, meta.tags());
    out.writeBoolean(nodes.centered());
    writeNumbers(out, nodes.refs());
    writeNumbers(out, nodes.places());
    count++;
  }

  void drain(Consumer consumer) throws IOException, InterruptedException {
    if (out == null) {
      return;
    }
    out.close();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (long i = 0; i < count; i++) {
        Meta meta =
            new Meta(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readText(in),
                readText(in));
        boolean centered = in.readBoolean();
        consumer.accept(meta, new WayNodes(readNumbers(in), readNumbers(in), centered));
      }
    }
  }

  private static void writeNumbers(DataOutputStream out, long[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static long[] readNumbers(DataInputStream in) throws IOException {
    long[] numbers = new long[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readLong();
    }
    return numbers;
  }

  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
