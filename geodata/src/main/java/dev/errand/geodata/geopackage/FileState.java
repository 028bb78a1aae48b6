// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What shows whether a database was changed: its size and time, which file it is, and its header,
 * where every commit counts.
 */
record FileState(long size, String attributes, SqliteHeader header) {

  /**
   * Looks at it.
   *
   * @throws BadGeoPackageException if it is no SQLite database
   */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    String attributes =
        "%s %s".formatted(found.lastModifiedTime(), Optional.ofNullable(found.fileKey()));
    return new FileState(found.size(), attributes, SqliteHeader.read(file));
  }

  /** See {@link SqliteHeader#doubt}. */
  Optional<String> doubt() {
    return header.doubt(size);
  }

  boolean isLike(FileState other) {
    return size == other.size && attributes.equals(other.attributes) && header.isLike(other.header);
  }
}
