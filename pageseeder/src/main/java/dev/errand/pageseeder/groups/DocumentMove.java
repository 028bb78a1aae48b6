// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Document;
import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves one document at once. Written down like a task's relocation, so that a process that is
 * killed in between leaves nothing half done.
 */
public final class DocumentMove {

  private final GroupKeeping keeping;

  public DocumentMove(GroupKeeping keeping) {
    this.keeping = keeping;
  }

  /**
   * Moves it.
   *
   * @return the document where it is now
   * @throws GroupRefusedException if it cannot go there, or somebody else works there
   * @throws IOException if the disk fails; then it is where it was
   */
  public Document move(GroupMove.Inputs inputs) throws IOException {
    MovePlan checked = MovePlan.of(keeping, inputs);
    checked.requireFree();
    RelocationPlan plan = key -> MovePlan.of(keeping, inputs).make(key);
    UUID own = UUID.randomUUID();
    // As long as this is held, in whatever process, nobody puts back what is moved here.
    try (FolderLocks.Held _ = keeping.relocations().work(own).orElseThrow()) {
      Optional<Relocation> begun = plan.begin(keeping.relocations(), own);
      if (begun.isPresent()) {
        finish(begun.get());
      }
    }
    return moved(checked);
  }

  /** It has moved: who hears of a database that is away now would move it once more. */
  private Document moved(MovePlan plan) {
    try {
      return keeping
          .documents()
          .find(plan.document().id())
          .orElseThrow(() -> GroupRefusal.UNKNOWN_URI.because("The document is gone."));
    } catch (StoreException e) {
      return plan.moved();
    }
  }

  private void finish(Relocation relocation) throws IOException {
    try {
      new RelocationRun(keeping, relocation, RelocationWatch.NOBODY).forward();
    } catch (CancelledException e) {
      throw new IllegalStateException("nobody can cancel this", e);
    } catch (IOException | RuntimeException e) {
      putBack(relocation, e);
      throw e;
    }
    keeping.relocations().end(relocation);
  }

  private void putBack(Relocation relocation, Exception cause) {
    try {
      new RelocationRun(keeping, relocation, RelocationWatch.NOBODY).back();
      keeping.relocations().end(relocation);
    } catch (IOException | RuntimeException | CancelledException e) {
      cause.addSuppressed(e);
    }
  }
}
