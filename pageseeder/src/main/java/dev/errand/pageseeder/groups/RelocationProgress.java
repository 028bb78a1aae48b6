// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;

/** Tells a task's callers how its relocation goes: amount and total in files, a line for each. */
final class RelocationProgress implements RelocationWatch {

  private final TaskContext context;
  private long done;
  private long total;
  private long back;

  RelocationProgress(TaskContext context) {
    this.context = context;
  }

  @Override
  public void at(long nowDone, long ofAll) {
    done = nowDone;
    total = ofAll;
    tell();
  }

  private void tell() {
    context.progress("Moved %d of %d files".formatted(done, total), done, total);
  }

  @Override
  public void check() throws CancelledException {
    context.checkCancelled();
  }

  @Override
  public boolean isStopping() {
    return context.isStopping();
  }

  @Override
  public void renamed(String from, String to) {
    context.info("Renamed " + from + " to " + to);
  }

  @Override
  public void moved(String from, String to) {
    done++;
    context.info("Moved " + from + " to " + to);
    tell();
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

  @Override
  public void notPutBack(String why) {
    context.error(why);
  }

  @Override
  public void puttingBack(String title) {
    context.warn("Putting back what was left half done: " + title);
  }
}
