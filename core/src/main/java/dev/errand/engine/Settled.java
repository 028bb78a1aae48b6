// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when it is stored that a task has ended, or waits again. */
final class Settled implements Consumer<Task> {

  private static final Logger LOG = LoggerFactory.getLogger(Settled.class);

  /** Of its own name, for hosts that tell of failures otherwise, or in which they are usual. */
  private static final Logger FAILED = LoggerFactory.getLogger("dev.errand.failed");

  private final Parts parts;

  /**
   * Who has to hear of it.
   *
   * @param confirm has the store hear again which operations there are
   */
  record Parts(
      Store store,
      Operations operations,
      TypicalDurations durations,
      Watches watches,
      Notifications notifications,
      Workers workers,
      Runnable confirm) {}

  Settled(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void accept(Task task) {
    boolean ended = task.status().isTerminal();
    if (ended) {
      ended(task);
    }
    parts.watches().changed(task.id().number());
    // The slot it held wakes its own kind; a key that it held, or its return to the queue, concerns
    // any kind, and so does what another of its user or its group may take.
    if (!ended || task.submission().orderingKey().isPresent()) {
      parts.workers().wakeAll();
    } else {
      parts.workers().wakeHeldBack();
    }
  }

  private void ended(Task task) {
    task.failure().ifPresent(failure -> tell(task, failure));
    parts.durations().ended(task);
    parts.watches().ended(task.id().number());
    parts.notifications().ended(task);
    if (parts.operations().find(task.operation()).isEmpty()) {
      parts.confirm().run();
    }
    release(task);
  }

  /** A task that fails is the caller's affair, and yet the first thing an operator looks for. */
  private static void tell(Task task, Failure failure) {
    FAILED.warn(
        "Task {} ({}, {} of {}, attempt {}) failed: {}",
        task.id(),
        task.id().key(),
        task.operation(),
        task.submission().owner().orElse("nobody"),
        task.attempt().number(),
        Failures.line(failure));
  }

  /** The end is stored, so nobody who brought it about may hear that the store fails now. */
  private void release(Task task) {
    Optional<Registered<?, ?>> owner =
        parts.operations().find(task.operation()).filter(Registered::ownsInputs);
    try {
      owner.ifPresent(found ->
          parts
              .store()
              .inputs(task.id().number())
              .map(Json::new)
              .ifPresent(inputs -> found.release(inputs, task.id())));
    } catch (StoreException e) {
      LOG.warn("What task {} owned could not be released", task.id(), e);
    }
  }
}
