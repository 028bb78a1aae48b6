// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Finds out what is to move, when it is its turn: what came before may have moved it. */
interface RelocationPlan {

  /** What people call it. */
  String title();

  /**
   * Does nothing, or refuses what can be seen to be impossible.
   *
   * @throws GroupRefusedException saying why
   */
  void check();

  /**
   * What is to move; empty if all is at its new place already.
   *
   * @throws GroupRefusedException if it cannot be done
   */
  Optional<Relocation> make(UUID key) throws IOException;
}
