// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A watch that shows a task only to somebody who may see it. */
record GuardedWatch(Watch watch, Predicate<Task> visible) implements Watch {

  @Override
  public Optional<TaskView> view() {
    return watch.view().filter(view -> visible.test(view.task()));
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    return watch.await(atMost);
  }

  @Override
  public void alarm(Runnable run) {
    watch.alarm(run);
  }

  @Override
  public void wake() {
    watch.wake();
  }

  @Override
  public void close() {
    watch.close();
  }
}
