// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that a test sets for several processes, by eight bytes of memory that all of them map.
 */
record SharedClock(MappedByteBuffer memory) implements InstantSource {

  /** The clock in that file, which is made if it is not there. */
  static SharedClock in(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new SharedClock(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
    }
  }

  void set(Instant time) {
    memory.putLong(0, time.toEpochMilli());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(memory.getLong(0));
  }
}
