// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Starts real PostgreSQL servers, with their files in a temporary folder. */
final class Servers {

  /** Where the build puts the binaries of the oldest PostgreSQL that Errand supports. */
  private static final Path OLDEST = Path.of("target", "postgres-oldest.jar");

  private Servers() {}

  static EmbeddedPostgres.Builder newest() {
    return EmbeddedPostgres.builder()
        .setServerConfig("max_connections", "200")
        .setPGStartupWait(Duration.ofSeconds(60));
  }

  static EmbeddedPostgres.Builder oldest() {
    return newest().setPgBinaryResolver((system, machine) -> binaries());
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
