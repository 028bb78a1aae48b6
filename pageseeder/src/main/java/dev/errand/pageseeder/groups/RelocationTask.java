// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Runs one attempt of a task that relocates. It begins, or goes on with what an attempt before
 * began. Where it fails or is cancelled, it puts everything back; where the server stops, it leaves
 * the rest to the next attempt.
 */
record RelocationTask(GroupKeeping keeping, TaskContext context) {

  /**
   * Runs it.
   *
   * @param group whose tasks follow each other
   * @param groups all whose files are touched
   */
  Relocated run(long group, Set<Long> groups, RelocationPlan plan) throws Exception {
    Set<Long> wanted = new TreeSet<>(groups);
    addBegun(group, wanted);
    while (true) {
      try (GroupTurns.Turn _ = keeping.turns().take(wanted, context)) {
        // Another attempt, or a request, may have left something while this one waited.
        if (!addBegun(group, wanted)) {
          // An interrupt would break off writes to the disk; cancels are asked for between files.
          return context.uninterrupted(() -> inTurn(group, plan));
        }
      }
    }
  }

  /** Adds what this task, or one before it, has begun to touch; whether there was more of it. */
  private boolean addBegun(long group, Set<Long> wanted) throws IOException {
    boolean more = false;
    for (Relocation begun : keeping.relocations().all()) {
      more |= begun.group() == group && wanted.addAll(begun.groups());
    }
    return more;
  }

  private Relocated inTurn(long group, RelocationPlan plan) throws Exception {
    UUID key = context.task().key();
    Optional<Relocation> begun = keeping.relocations().find(key);
    if (begun.isPresent() && begun.get().undoing().isPresent()) {
      String why = begun.get().undoing().get();
      putBack(begun.get());
      throw new IOException(why);
    }
    Optional<Relocation> relocation =
        begun.isPresent()
            ? begun
            : Patience.with(context::checkCancelled, () -> begin(group, key, plan));
    if (relocation.isEmpty()) {
      context.info("All is at its place already");
      return new Relocated(0);
    }
    forward(relocation.get());
    return new Relocated(relocation.get().total());
  }

  private Optional<Relocation> begin(long group, UUID key, RelocationPlan plan) throws Exception {
    settleOthers(group, key);
    return plan.begin(keeping.relocations(), key);
  }

  /** Puts back what an ended task of the same group, or a request, left half done. */
  private void settleOthers(long group, UUID own) throws Exception {
    for (Relocation other : keeping.relocations().all()) {
      if (other.group() == group && !other.key().equals(own)) {
        settle(other.key());
      }
    }
  }

  private void settle(UUID key) throws Exception {
    Optional<FolderLocks.Held> work = keeping.relocations().work(key);
    if (work.isEmpty()) {
      return; // a request that is being served, by this process or another
    }
    try (FolderLocks.Held _ = work.get()) {
      Optional<Relocation> left = keeping.relocations().find(key);
      if (left.isPresent()) {
        context.warn("Putting back what was left half done: " + left.get().title());
        putBack(left.get());
      }
    }
  }

  private void forward(Relocation relocation) throws Exception {
    try {
      new RelocationRun(keeping, relocation, new TaskWatch(context)).forward();
    } catch (CancelledException e) {
      if (!context.isStopping()) {
        undo(relocation, "It was cancelled.", e);
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      undo(relocation, Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
      throw e;
    }
    keeping.relocations().end(relocation);
  }

  private void undo(Relocation relocation, String why, Exception cause) throws Exception {
    try {
      putBack(keeping.relocations().undo(relocation, why));
    } catch (IOException | RuntimeException e) {
      IOException both =
          new IOException(
              "%s What had moved could not be put back: %s. That is tried again soon, and before the next task of the group."
                  .formatted(why, e.getMessage()),
              e);
      both.addSuppressed(cause);
      throw both;
    }
  }

  private void putBack(Relocation relocation) throws Exception {
    new RelocationRun(keeping, relocation, new TaskWatch(context)).back();
    keeping.relocations().end(relocation);
  }
}
