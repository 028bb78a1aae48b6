// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Bound;
import dev.errand.limit.Lane;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import dev.errand.limit.WaitReason;
import dev.errand.store.QueuePlace;
import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.Optional;

/** Says why tasks wait. Asks the store, and nothing where the answer is in the task. */
final class WaitReasons {

  /** Whoever has so many ahead does not care about more. */
  static final int MOST_AHEAD = 1_000;

  private final Store store;
  private final CurrentLimits limits;
  private final Operations operations;

  /**
   * Why a task waits.
   *
   * @param place where it stands, if that was asked
   */
  record Found(WaitReason reason, Optional<QueuePlace> place) {

    private static Found of(WaitReason reason) {
      return new Found(reason, Optional.empty());
    }
  }

  WaitReasons(Store store, CurrentLimits limits, Operations operations) {
    this.store = store;
    this.limits = limits;
    this.operations = operations;
  }

  /** Empty for a task that does not wait, or not any more. */
  Optional<Found> of(Task task) {
    if (task.status() != TaskStatus.WAITING) {
      return Optional.empty();
    }
    if (task.isParked()) {
      return Optional.of(Found.of(new WaitReason.Unanswered(task.asked().open())));
    }
    if (task.times().due().isPresent()) {
      boolean tried = task.attempt().number() > 0;
      return task.times()
          .due()
          .map(due -> tried ? new WaitReason.NextAttempt(due) : new WaitReason.NotBefore(due))
          .map(Found::of);
    }
    if (operations.find(task.operation()).isEmpty()) {
      return Optional.of(Found.of(new WaitReason.Away(task.operation())));
    }
    return store
        .limits()
        .place(task.id().number(), MOST_AHEAD)
        .map(place ->
            place.held()
                ? Found.of(new WaitReason.Order())
                : new Found(reason(task, place), Optional.of(place)));
  }

  private WaitReason reason(Task task, QueuePlace place) {
    Limits now = limits.now();
    Lane lane = Lane.of(task.submission());
    if (now.boundRunning()) {
      Running running = store.limits().running();
      Optional<Bound> bound = Bound.of(now, running, lane);
      if (bound.isPresent()) {
        return new WaitReason.Bounded(bound.get());
      }
      long own = now.sharedBy().of(lane).map(running::all).orElse(0L);
      if (own > 0 && own < running.all(new Scope.All())) {
        return new WaitReason.Share(own, place.ahead());
      }
    }
    return new WaitReason.Workers(place.ahead(), place.ahead() == MOST_AHEAD);
  }
}
