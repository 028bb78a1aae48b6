// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;

/** Tells a task's callers how its relocation goes: amount and total in files, a line for each. */
final class TaskWatch implements RelocationWatch {

  private final TaskContext context;
  private long done;
  private long total;
  private long back;

  TaskWatch(TaskContext context) {
    this.context = context;
  }

  @Override
  public void begin(long alreadyDone, long ofAll) {
    done = alreadyDone;
    total = ofAll;
    tell();
  }

  @Override
  public void check() throws CancelledException {
    context.checkCancelled();
  }

  @Override
  public void moved(String from, String to) {
    done++;
    // Somebody may have put files there since they were counted.
    total = Math.max(total, done);
    context.info("Moved " + from + " to " + to);
    tell();
  }

  private void tell() {
    context.progress("Moved %d of %d files".formatted(done, total), done, total);
  }

  @Override
  public void movedBack(String from, String to) {
    back++;
    context.info("Moved " + from + " back to " + to);
    context.progress("Moved %d files back".formatted(back));
  }

  @Override
  public void left(String at) {
    context.warn("Left " + at + " where it is, because its old place is taken");
  }
}
