// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.util.Set;

/**
 * This process among those that have the store open.
 *
 * @param id given by the database at each opening, never twice
 * @param operations those that it can run
 */
record Node(long id, String name, Set<String> operations) {

  Node {
    operations = Set.copyOf(operations);
  }
}
