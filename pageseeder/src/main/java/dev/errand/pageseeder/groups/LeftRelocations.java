// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.Errand;
import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what is half done and that nobody will go on with: because a task was cancelled while
 * it waited for another attempt, because its last attempt was lost, or because the process died
 * while it served a request. To be registered as a listener of the engine, and to be called once
 * after its start and then every {@link #PAUSE}: what a process leaves that is killed, any other
 * may put back.
 */
public final class LeftRelocations implements TaskListener {

  /** How often to look; a look lists a folder in which there is nothing most of the time. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(LeftRelocations.class);

  /** How long to wait in all for who works on the groups; it is tried again later. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Set<String> RELOCATING =
      Set.of(GroupMove.NAME, GroupRename.NAME, GroupArchive.NAME, GroupUnarchive.NAME);

  private final GroupKeeping keeping;

  public LeftRelocations(GroupKeeping keeping) {
    this.keeping = keeping;
  }

  /**
   * Puts back all that belongs to tasks that have ended, or to a request that nobody serves any
   * more, whichever node they were on. Returns when it has; where others are at work it is left for
   * the next time.
   *
   * @throws IOException if it cannot be read what there is
   */
  public void putBack(Errand errand) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Relocation left : keeping.relocations().all()) {
      putBack(left.key(), () -> isOver(errand, left.key()), end);
    }
  }

  private static boolean isOver(Errand errand, UUID key) {
    return errand
        .as(Principal.LOCAL)
        .task(key)
        .filter(task -> !task.status().isTerminal())
        .isEmpty();
  }

  /** Does not wait for the disk: only the name says that something may have been left. */
  @Override
  public void ended(Task task) {
    if (RELOCATING.contains(task.submission().operation())) {
      Thread.ofVirtual().name("errand-put-back").start(() -> putBackOf(task));
    }
  }

  private void putBackOf(Task ended) {
    try {
      putBack(ended.id().key(), () -> true, System.nanoTime() + PATIENCE.toNanos());
    } catch (IOException e) {
      LOG.error("Cannot tell whether {} left something half done; looking again", ended.id(), e);
    }
  }

  @FunctionalInterface
  private interface Over {
    boolean isOver();
  }

  private void putBack(UUID key, Over over, long end) throws IOException {
    Optional<Relocation> left = keeping.relocations().find(key);
    if (left.isEmpty()) {
      return;
    }
    try {
      if (left.get().isOfRequest()) {
        putBackOfRequest(key);
      } else if (over.isOver()) {
        putBackInTurn(left.get(), end);
      }
    } catch (IOException | RuntimeException | CancelledException e) {
      LOG.error(
          "What was left half done could not be put back ({}). It is tried again soon, and before"
              + " the next task of the group {}.",
          left.get().title(),
          left.get().group(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no turn, as requests do not; a task that has it may be waiting for just these files. */
  private void putBackOfRequest(UUID key) throws IOException, CancelledException {
    Optional<FolderLocks.Held> work = keeping.relocations().work(key);
    if (work.isPresent()) {
      try (FolderLocks.Held _ = work.get()) {
        Optional<Relocation> left = keeping.relocations().find(key);
        if (left.isPresent()) {
          putBackNow(left.get());
        }
      }
    }
  }

  private void putBackInTurn(Relocation seen, long end)
      throws IOException, CancelledException, InterruptedException {
    Duration rest = Duration.ofNanos(end - System.nanoTime());
    Optional<GroupTurns.Turn> turn = keeping.turns().take(seen.groups(), rest);
    if (turn.isPresent()) {
      try (GroupTurns.Turn _ = turn.get()) {
        // An attempt that was lost may have gone on until now.
        Optional<Relocation> left = keeping.relocations().find(seen.key());
        if (left.isPresent()) {
          putBackNow(left.get());
        }
      }
    }
  }

  private void putBackNow(Relocation left) throws IOException, CancelledException {
    new RelocationRun(keeping, left, RelocationWatch.NOBODY).back();
    keeping.relocations().end(left);
    LOG.info("Put back what was left half done: {}", left.title());
  }
}
