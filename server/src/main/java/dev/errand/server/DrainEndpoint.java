// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Empties this server before it is stopped: {@code POST /actuator/drain}. It claims nothing and
 * refuses starts, goes on with what runs, and ends by itself when nothing does or the deadline is
 * reached. Repeating it is harmless and shows what still runs.
 */
@Endpoint(id = "drain")
final class DrainEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(DrainEndpoint.class);
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Errand errand;
  private final Runnable exit;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * What the caller reads.
   *
   * @param running tasks that still run here
   */
  record Draining(List<Running> running) {}

  /** A task that runs. */
  record Running(long number, String job, String operation) {

    static Running of(Task task) {
      return new Running(task.id().number(), task.id().key().toString(), task.operation());
    }
  }

  /**
   * @param exit ends the process; called at most once
   */
  DrainEndpoint(Errand errand, Runnable exit) {
    this.errand = errand;
    this.exit = exit;
  }

  /**
   * Begins, or tells how far it is.
   *
   * @param deadline how long what runs may go on; the first caller says so, 10 minutes by default
   */
  @WriteOperation
  Draining drain(@Nullable Duration deadline) {
    List<Task> running = errand.drain();
    if (begun.compareAndSet(false, true)) {
      Duration patience = deadline == null ? DEADLINE : deadline;
      LOG.info("This server takes nothing new and ends within {}", patience);
      Thread.ofPlatform().name("drain").start(() -> end(patience));
    }
    return new Draining(running.stream().map(Running::of).toList());
  }

  private void end(Duration patience) {
    try {
      boolean idle = errand.awaitIdle(patience);
      LOG.info(idle ? "Nothing runs here any more" : "Some tasks still run; they are stopped now");
    } catch (InterruptedException e) {
      LOG.warn("The drain was interrupted", e);
    }
    exit.run();
  }
}
