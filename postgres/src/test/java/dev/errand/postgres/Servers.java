// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Starts real PostgreSQL servers, with their files in a temporary folder. */
final class Servers {

  /** Where the build puts the binaries of the oldest PostgreSQL that Errand supports. */
  private static final Path OLDEST = Path.of("target", "postgres-oldest.jar");

  /** Where Linux keeps files in memory. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final long ROOM = 4L << 30;

  private Servers() {}

  static EmbeddedPostgres.Builder newest() {
    return EmbeddedPostgres.builder()
        .setServerConfig("max_connections", "200")
        .setPGStartupWait(Duration.ofSeconds(60));
  }

  static EmbeddedPostgres.Builder oldest() {
    return newest().setPgBinaryResolver((system, machine) -> binaries());
  }

  /** With its files in memory where there is room: a folder of a thousand tables takes its time. */
  static EmbeddedPostgres.Builder inMemory(EmbeddedPostgres.Builder builder) {
    if (!Files.isWritable(MEMORY) || MEMORY.toFile().getUsableSpace() < ROOM) {
      return builder;
    }
    return builder.setDataDirectory(MEMORY.resolve("embedded-pg").resolve("" + UUID.randomUUID()));
  }

  private static InputStream binaries() throws IOException {
    try (ZipFile jar = new ZipFile(OLDEST.toFile())) {
      ZipEntry archive =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new FileNotFoundException("no archive in " + OLDEST));
      return new ByteArrayInputStream(jar.getInputStream(archive).readAllBytes());
    }
  }

  static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
