// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.Errand;
import dev.errand.operation.CancelledException;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

  /** How long to wait in all for who works on the files; it is tried again later. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Set<String> RELOCATING =
      Set.of(GroupMove.NAME, GroupRename.NAME, GroupArchive.NAME, GroupUnarchive.NAME);

  private static final RelocationWatch LOGGED =
      new RelocationWatch() {
        @Override
        public void puttingBack(String title) {
          LOG.info("Putting back what was left half done: {}", title);
        }
      };

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
    Waiting waiting = Waiting.atMost(PATIENCE);
    for (Relocation left : keeping.relocations().all()) {
      if (isOver(errand, left.key())) {
        putBack(left.key(), waiting);
      }
    }
  }

  /** A task has ended, or there is none: then a request has begun it. */
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
      Thread.ofVirtual()
          .name("errand-put-back")
          .start(() -> putBack(task.id().key(), Waiting.atMost(PATIENCE)));
    }
  }

  private void putBack(UUID key, Waiting waiting) {
    try {
      new RelocationWork(keeping, key, List.of(), LOGGED).putBack(waiting);
    } catch (IOException | RuntimeException | CancelledException e) {
      LOG.error(
          "What was left half done could not be put back ({}). It is tried again soon, and before"
              + " the next task of the group.",
          key,
          e);
    }
  }
}
