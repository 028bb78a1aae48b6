// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The process that {@link OutputLeaseTest} kills: keeps a file, reads it, and then reads it again
 * without end.
 */
final class KilledReader {

  private KilledReader() {}

  public static void main(String[] args) throws Exception {
    PostgresStore node = Tasks.opened(PostgresSettings.of(args[0]).readers(2), "killed");
    OutputStore outputs = node.outputStore().orElseThrow();
    Path file = Path.of(args[1]);
    AttemptKey attempt = new AttemptKey(UUID.fromString(args[2]), 1);
    Output output = new Output("big", "application/octet-stream", Files.size(file), "");
    outputs.keep(attempt, List.of(new NewOutput(output, file)));
    CRC32 received = new CRC32();
    try (OpenOutput open = outputs.open(attempt, output).orElseThrow()) {
      open.copyTo(
          new CheckedOutputStream(OutputStream.nullOutputStream(), received), 0, output.size());
    }
    if (received.getValue() != checksum(file)) {
      throw new AssertionError("what was read is not what was kept");
    }
    System.out.println("kept and read " + output.size());
    OpenOutput open = outputs.open(attempt, output).orElseThrow();
    open.copyTo(OutputStream.nullOutputStream(), 0, 1);
    System.out.println("reading");
    // The end of this comes from outside.
    int end = System.in.read();
    throw new AssertionError("was not killed but told " + end);
  }

  private static long checksum(Path file) throws IOException {
    CRC32 written = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), written)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return written.getValue();
  }
}
