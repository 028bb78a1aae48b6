// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.TaskView;
import dev.errand.Watch;
import java.time.Duration;
import java.util.Optional;

/**
 * A watch on a task that is not there for the principal: it tells nothing, not even by when it
 * wakes.
 */
final class NothingToWatch implements Watch {

  @Override
  public Optional<TaskView> view() {
    return Optional.empty();
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    Thread.sleep(atMost);
    return false;
  }

  @Override
  public void close() {}
}
