// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A GeoPackage being written for the next revision. Nothing of it is seen before {@link
 * Repository#commit}; what is not committed when it is closed is deleted.
 *
 * @param file where to write; not there yet
 * @param parent the head it starts from
 * @param transaction where it will be committed; the repository itself if absent
 */
public record Draft(Path file, Optional<Revision> parent, Optional<UUID> transaction)
    implements AutoCloseable {

  /** Deletes the file unless it was committed. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal"));
  }
}
