// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.repository.Draft;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an import goes.
 *
 * @param transaction to commit in; the repository itself if absent
 * @param add whether nodes and ways that are there already stay
 * @param note what the new revision says of itself
 */
record Destination(
    Repository repository, Optional<UUID> transaction, boolean add, Revision.Note note) {

  Draft draft() {
    return repository.draft(transaction);
  }
}
