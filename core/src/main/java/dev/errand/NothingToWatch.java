// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A watch on a task that is not there for the principal: it tells nothing, not even by when it
 * wakes.
 */
final class NothingToWatch implements Watch {

  private final Semaphore woken = new Semaphore(0);

  @Override
  public Optional<TaskView> view() {
    return Optional.empty();
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    return woken.tryAcquire(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
  }

  @Override
  public void alarm(Runnable run) {
    // Nothing ever changes.
  }

  @Override
  public void wake() {
    woken.release();
  }

  @Override
  public void close() {}
}
