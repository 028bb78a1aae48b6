// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.files.AllowedFolders;
import dev.errand.files.PathNotAllowedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file beside a SQLite database without which the database is not what was committed last. Its
 * name is the database's with an ending. See "Temporary Files Used By SQLite", sections 2.1 and
 * 2.2.
 */
enum Journal {

  /** Holds what was committed and is not in the database yet. */
  WRITE_AHEAD("-wal"),

  /** Holds what a broken-off change has overwritten in the database. */
  ROLLBACK("-journal");

  /** A write-ahead log without any change has nothing but this, or not even that. */
  private static final int LOG_HEADER = 32;

  private final String ending;

  Journal(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }

  /** Where it lies, or would lie, beside a database. */
  Path beside(Path database) {
    return database.resolveSibling(database.getFileName() + ending);
  }

  /**
   * The journals of a database that hold something, each as the file to read.
   *
   * @param database free of links, as SQLite has it before it looks for journals
   * @param folders where a journal may lie that is a link
   * @throws BadGeoPackageException if one is something else than a file that callers may name
   */
  static Map<Journal, Path> of(Path database, AllowedFolders folders) throws IOException {
    Map<Journal, Path> found = new EnumMap<>(Journal.class);
    for (Journal journal : values()) {
      journal.find(database, folders).ifPresent(path -> found.put(journal, path));
    }
    return found;
  }

  private Optional<Path> find(Path database, AllowedFolders folders) throws IOException {
    Path beside = beside(database);
    if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path file = readable(beside, folders);
    try {
      return holdsAnything(file) ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty(); // whoever had the database open has just closed it
    } catch (IOException e) {
      throw new BadGeoPackageException(
          "The file's journal (%s) cannot be read, so nobody can say what was committed last."
              .formatted(ending),
          e);
    }
  }

  /** A pipe would never end, and a link may lead anywhere. */
  private Path readable(Path beside, AllowedFolders folders) throws BadGeoPackageException {
    Path file;
    try {
      file = folders.resolve(beside.toString());
    } catch (PathNotAllowedException e) {
      throw new BadGeoPackageException(refusal(), e);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadGeoPackageException(refusal());
    }
    return file;
  }

  private String refusal() {
    return """
    The file has a journal (%s) that is no plain file in a folder that this server may read for \
    its callers (see --files), so it cannot be read as it was committed last. Import a copy made \
    with: %s\
    """
        .formatted(ending, BusyFileException.COPY);
  }

  /** What SQLite looks at, too: an ended change leaves a rollback journal empty or zeroed. */
  private boolean holdsAnything(Path file) throws IOException {
    if (this == WRITE_AHEAD) {
      return Files.size(file) > LOG_HEADER;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.read() > 0;
    }
  }
}
