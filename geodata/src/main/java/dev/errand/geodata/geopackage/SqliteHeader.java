// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first 100 bytes of a SQLite database; see "Database File Format", section 1.3 "The Database
 * Header".
 */
final class SqliteHeader {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SIZE = 100;

  /** Where the file says which version of the format a reader must know; 2 is write-ahead. */
  private static final int READ_VERSION = 19;

  private static final int WRITE_AHEAD = 2;
  private static final int PAGE_SIZE = 16;
  private static final int CHANGE_COUNTER = 24;
  private static final int PAGES = 28;

  /** The change counter when the number of pages was written; an older one makes it void. */
  private static final int PAGES_VALID_FOR = 92;

  private final byte[] start;

  private SqliteHeader(byte[] start) {
    this.start = start;
  }

  /**
   * Reads it.
   *
   * @throws BadGeoPackageException if the file is no SQLite database
   */
  static SqliteHeader read(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(SIZE);
    }
    if (start.length < MAGIC.length
        || Arrays.mismatch(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length) >= 0) {
      throw new BadGeoPackageException("The file is no GeoPackage: " + what(start) + ".");
    }
    return new SqliteHeader(Arrays.copyOf(start, SIZE));
  }

  private static String what(byte[] start) {
    if (start.length == 0) {
      return "it is empty";
    }
    boolean zip = start.length > 1 && start[0] == 'P' && start[1] == 'K';
    return zip ? "it is a ZIP archive; unpack it first" : "it is no SQLite database";
  }

  /**
   * Why the file may lack something that a journal beside it held, as a sentence.
   *
   * @param size of the file, in bytes
   */
  Optional<String> doubt(long size) {
    if (start[READ_VERSION] == WRITE_AHEAD) {
      return Optional.of(
          "The file is in SQLite's WAL mode: its last changes may be in a file beside it (its name"
              + " with -wal at its end), which did not come along.");
    }
    ByteBuffer bytes = ByteBuffer.wrap(start);
    int pageSize = Math.max(1, bytes.getShort(PAGE_SIZE) & 0xFFFF);
    long pages = bytes.getInt(PAGES) & 0xFFFF_FFFFL;
    boolean counted = pages > 0 && bytes.getInt(CHANGE_COUNTER) == bytes.getInt(PAGES_VALID_FOR);
    // 1 stands for 65,536, which does not fit into two bytes.
    if (counted && size > pages * (pageSize == 1 ? 1 << 16 : pageSize)) {
      return Optional.of(
          "The file is longer than its header says: it may be from the middle of a change that was"
              + " never committed, and the file beside it that takes it back (its name with"
              + " -journal at its end) did not come along.");
    }
    return Optional.empty();
  }

  /** Equal if nothing was committed between the two. */
  boolean isLike(SqliteHeader other) {
    return Arrays.equals(start, other.start);
  }
}
