// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Finds out what a task is to move, when it is its turn: those before it may have moved it. */
@FunctionalInterface
interface RelocationPlan {

  /**
   * What is to move; empty if all is at its new place already.
   *
   * @throws GroupRefusedException if it cannot be done
   */
  Optional<Relocation> make(UUID key) throws IOException;
}
