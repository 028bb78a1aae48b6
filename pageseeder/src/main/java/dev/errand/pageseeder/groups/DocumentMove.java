// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Document;
import dev.errand.operation.CancelledException;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.util.List;
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
    checked.check();
    try {
      new RelocationWork(keeping, UUID.randomUUID(), List.of(), RelocationWatch.NOBODY)
          .run(key -> MovePlan.of(keeping, inputs).make(key), Waiting.NOT);
    } catch (CancelledException e) {
      throw new IllegalStateException("nobody can cancel this", e);
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
}
