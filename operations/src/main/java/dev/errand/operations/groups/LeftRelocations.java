// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.Errand;
import dev.errand.Task;
import dev.errand.TaskListener;
import dev.errand.access.Principal;
import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what is half done and that nobody will go on with: because a task was cancelled while
 * it waited for another attempt, because its last attempt was lost, or because the process died
 * while it served a request. To be registered as a listener of the engine, and called once after
 * its start.
 */
public final class LeftRelocations implements TaskListener {

  private static final Logger LOG = LoggerFactory.getLogger(LeftRelocations.class);

  private final GroupKeeping keeping;

  public LeftRelocations(GroupKeeping keeping) {
    this.keeping = keeping;
  }

  /** Puts back all that belongs to tasks that have ended, or to none; returns when it has. */
  public void putBack(Errand errand) {
    for (Relocation left : keeping.relocations().all()) {
      if (errand
          .as(Principal.LOCAL)
          .task(left.key())
          .filter(task -> !task.status().isTerminal())
          .isEmpty()) {
        putBack(left.key());
      }
    }
  }

  @Override
  public void ended(Task task) {
    UUID key = task.id().key();
    if (keeping.relocations().find(key).isPresent()) {
      Thread.ofVirtual().name("errand-put-back").start(() -> putBack(key));
    }
  }

  private void putBack(UUID key) {
    keeping.relocations().find(key).ifPresent(this::putBackInTurn);
  }

  private void putBackInTurn(Relocation left) {
    try (GroupTurns.Turn _ = keeping.turns().take(left.groups(), () -> {})) {
      if (keeping.relocations().find(left.key()).isPresent()) {
        new RelocationRun(keeping, left, RelocationWatch.NOBODY).back();
        keeping.relocations().end(left);
        LOG.info("Put back what was left half done: {}", left.title());
      }
    } catch (IOException | RuntimeException | CancelledException e) {
      LOG.error(
          "What was left half done could not be put back ({}). It is tried again at the next start"
              + " and before the next task of the group {}.",
          left.title(),
          left.group(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
