// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.spring.SettingRule;
import dev.errand.task.ShortTime;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.MimeTypeUtils;

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
   * @param deadline how long what runs may go on, with a unit as in settings; the first caller says
   *     so, 10 minutes by default
   */
  @WriteOperation
  WebEndpointResponse<?> drain(@Nullable String deadline) {
    Optional<String> problem =
        Optional.ofNullable(deadline).flatMap(text -> SettingRule.problem(Duration.class, text));
    if (problem.isPresent()) {
      return refused(String.valueOf(deadline), problem.get());
    }
    Duration patience =
        deadline == null ? DEADLINE : DurationStyle.detectAndParse(deadline.strip());
    return patience.isNegative()
        ? refused(String.valueOf(deadline), "it lies behind us; 0s is at once")
        : new WebEndpointResponse<>(drain(patience));
  }

  /** Bare numbers would be milliseconds, and all that runs would be stopped at once. */
  private static WebEndpointResponse<String> refused(String deadline, String problem) {
    return new WebEndpointResponse<>(
        "The deadline cannot be '%s': %s\n".formatted(deadline, problem),
        WebEndpointResponse.STATUS_BAD_REQUEST,
        MimeTypeUtils.TEXT_PLAIN);
  }

  private Draining drain(Duration patience) {
    List<Task> running = errand.drain();
    if (begun.compareAndSet(false, true)) {
      LOG.info("This server takes nothing new and ends within {}", ShortTime.of(patience));
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
    try {
      // Before the port closes, so that what becomes of them can be asked for.
      errand.endRunning();
    } catch (RuntimeException e) {
      LOG.error("What runs could not be ended; the server stops all the same", e);
    } finally {
      exit.run();
    }
  }
}
