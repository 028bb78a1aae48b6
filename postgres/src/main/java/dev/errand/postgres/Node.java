// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.util.Optional;
import java.util.Set;

/**
 * This process among those that have the store open.
 *
 * @param id given by the database at each opening, never twice
 * @param operations those that it can run
 * @param folder as in {@link PostgresSettings}
 */
record Node(long id, String name, Set<String> operations, Optional<NodeFolder> folder) {

  Node {
    operations = Set.copyOf(operations);
  }

  /** The same process with other operations. */
  Node operations(Set<String> others) {
    return new Node(id, name, others, folder);
  }

  /** The same process, registered anew. */
  Node id(long id) {
    return new Node(id, name, operations, folder);
  }
}
