// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Finds out what is to move, when it is its turn: what came before may have moved it. */
@FunctionalInterface
interface RelocationPlan {

  int TRIES = 10;

  /**
   * What is to move; empty if all is at its new place already.
   *
   * @throws GroupRefusedException if it cannot be done
   */
  Optional<Relocation> make(UUID key) throws IOException;

  /**
   * Makes the plan and writes it down. It is made once more then: until nobody else could touch the
   * files, a request may have been faster.
   *
   * @return empty if all is at its new place already
   * @throws GroupRefusedException if it cannot be done; then nothing is written down
   */
  default Optional<Relocation> begin(Relocations relocations, UUID key) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Optional<Relocation> planned = make(key);
      if (planned.isEmpty()) {
        return planned;
      }
      relocations.begin(planned.get());
      boolean same = false;
      try {
        same = make(key).equals(planned);
      } finally {
        if (!same) {
          relocations.end(planned.get());
        }
      }
      if (same) {
        return planned;
      }
    }
    throw GroupRefusal.BUSY.because("These files are changed all the time. Try again later.");
  }
}
