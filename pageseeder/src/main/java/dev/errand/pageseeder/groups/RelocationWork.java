// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a task or a request does with the relocation that has its key.
 *
 * @param turn what is taken as well
 */
record RelocationWork(GroupKeeping keeping, UUID key, List<Place> turn, RelocationWatch watch) {

  private static final int TRIES = 10;

  /** See {@link RelocationPlan#make}. */
  @FunctionalInterface
  interface Planning {
    Optional<Relocation> make(UUID key) throws IOException;
  }

  /**
   * Goes on with what was begun, or makes the plan, takes the files, writes it down and does it.
   * The plan is made once more when nobody else can touch the files: until then others may have
   * been faster.
   *
   * @return what was done; empty if all is at its new place already
   * @throws GroupRefusedException if it cannot be done; then nothing is written down
   */
  Optional<Relocation> run(Planning plan, Waiting waiting) throws IOException, CancelledException {
    for (int i = 0; i < TRIES; i++) {
      Optional<Relocation> wanted = wanted(plan);
      if (wanted.isEmpty()) {
        return wanted;
      }
      try (FolderLocks.Held _ = take(wanted.get(), waiting)) {
        if (wanted(plan).equals(wanted)) {
          if (keeping.relocations().find(key).isEmpty()) {
            keeping.relocations().write(wanted.get());
          }
          new RelocationRun(keeping, wanted.get(), watch).run();
          return wanted;
        }
      }
    }
    throw GroupRefusal.BUSY.because("These files are changed all the time. Try again later.");
  }

  private Optional<Relocation> wanted(Planning plan) throws IOException {
    Optional<Relocation> begun = keeping.relocations().find(key);
    return begun.isPresent() ? begun : plan.make(key);
  }

  private FolderLocks.Held take(Relocation relocation, Waiting waiting)
      throws IOException, CancelledException {
    List<Place> places = new ArrayList<>(relocation.places());
    places.addAll(turn);
    return keeping
        .relocations()
        .hold(places, key, waiting)
        .orElseThrow(() -> keeping.relocations().busy(places));
  }

  /** Puts back what was begun. Where somebody works on it, and is not waited for, it stays. */
  void putBack(Waiting waiting) throws IOException, CancelledException {
    Optional<Relocation> seen = keeping.relocations().find(key);
    if (seen.isEmpty()) {
      return;
    }
    Optional<FolderLocks.Held> held = keeping.relocations().hold(seen.get().places(), key, waiting);
    if (held.isPresent()) {
      try (FolderLocks.Held _ = held.get()) {
        // Whoever had it may have ended it.
        Optional<Relocation> left = keeping.relocations().find(key);
        if (left.isPresent()) {
          watch.puttingBack(left.get().title());
          new RelocationRun(keeping, left.get(), watch).back();
        }
      }
    }
  }
}
