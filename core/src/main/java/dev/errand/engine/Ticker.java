// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.access.Audit;
import dev.errand.limit.LimitReachedException;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.Schedule.TickFailure;
import dev.errand.store.Schedules;
import dev.errand.store.Tick;
import dev.errand.store.Tick.Outcome;
import dev.errand.store.Ticked;
import dev.errand.task.ErrandException;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.RefusedException;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.UnknownOutcomeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what schedules have due. All nodes look; a tick is taken by whoever is first, in one
 * transaction with its task, so that it comes once whoever dies when.
 */
final class Ticker {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private static final int CHUNK = 100;

  private final Schedules schedules;
  private final InstantSource clock;
  private final TickTasks tasks;
  private final Effects effects;
  private final HeldTicks held = new HeldTicks();

  /**
   * What it does to tasks.
   *
   * @param take stores a tick; throws {@link LimitReachedException} if its task may not be started
   *     yet
   * @param cancel asks a task to stop, in the name of somebody; answers it if that is new to it
   */
  record Effects(
      Function<Tick, Ticked> take, BiFunction<Long, Optional<String>, Optional<Task>> cancel) {}

  /**
   * @param clock the store's
   */
  Ticker(Schedules schedules, InstantSource clock, TickTasks tasks, Effects effects) {
    this.schedules = schedules;
    this.clock = clock;
    this.tasks = tasks;
    this.effects = effects;
  }

  /** Starts all that is due; how many tasks. */
  synchronized int look() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    int started = 0;
    Optional<Schedule> last = Optional.empty();
    List<Schedule> due;
    do {
      due = schedules.due(now, last, CHUNK);
      for (Schedule schedule : due) {
        started += tasks.knows(schedule) ? started(schedule, now) : 0;
        last = Optional.of(schedule);
      }
    } while (due.size() == CHUNK);
    held.looked();
    return started;
  }

  /** What is wrong with one schedule is in no other one's way. */
  private int started(Schedule schedule, Instant now) {
    try {
      return catchUp(schedule, now);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      held.hold(schedule, e);
      return 0;
    }
  }

  private int catchUp(Schedule schedule, Instant now) {
    Instant first = schedule.course().next().orElse(now);
    List<Instant> due =
        schedule
            .plan()
            .catchUp()
            .due(schedule.plan().trigger(), schedule.plan().zone(), first, now);
    Optional<Instant> following = schedule.plan().next(now);
    if (due.isEmpty()) {
      LOG.info("Schedule {} missed what was due since {}", schedule.id(), first);
      Outcome missed = new Outcome.Pass("was missed by more than the grace time");
      Ticked _ = effects.take().apply(new Tick(schedule, first, following, missed));
      return 0;
    }
    if (due.getFirst().isAfter(first)) {
      LOG.info(
          "Schedule {} missed what was due from {} to before {}",
          schedule.id(),
          first,
          due.getFirst());
    }
    int started = 0;
    Schedule current = schedule;
    for (int i = 0; i < due.size(); i++) {
      Optional<Instant> next = i + 1 < due.size() ? Optional.of(due.get(i + 1)) : following;
      Optional<Ticked> ticked = tick(current, due.get(i), next, now);
      if (ticked.filter(Ticked::taken).isEmpty()) {
        return started;
      }
      started += ticked.get().task().isPresent() ? 1 : 0;
      current = current.dueAt(next);
    }
    return started;
  }

  /** What came of a tick; nothing if it is to be tried again. */
  private Optional<Ticked> tick(
      Schedule schedule, Instant due, Optional<Instant> next, Instant now) {
    Optional<Json> inputs = schedules.inputs(schedule.id());
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    TickTasks.Made made;
    try {
      made = tasks.make(schedule, inputs.get(), now);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      if (isBusy(e)) {
        held.hold(schedule, e);
        return Optional.empty();
      }
      return Optional.of(refuse(schedule, due, next, e));
    }
    Outcome outcome =
        hindrance(schedule, due, made.owner())
            .<Outcome>map(Outcome.Pass::new)
            .orElseGet(() -> new Outcome.Start(made.task()));
    return take(new Tick(schedule, due, next, outcome), made.owner());
  }

  private Optional<Ticked> take(Tick tick, Principal owner) {
    try {
      Ticked ticked = effects.take().apply(tick);
      ticked.task().ifPresent(task -> Audit.done(owner, Audit.Deed.START, task));
      return Optional.of(ticked);
    } catch (LimitReachedException e) {
      held.hold(tick.schedule(), e);
      return Optional.empty();
    } catch (UnknownOutcomeException e) {
      Audit.unknown(owner, Audit.Deed.START, tick.schedule().submission().operation());
      throw e;
    }
  }

  /** Cancels the older tasks, or says why nothing is started because of them. */
  private Optional<String> hindrance(Schedule schedule, Instant due, Principal owner) {
    Overlap overlap = schedule.plan().overlap();
    List<Long> older = schedules.unfinished(schedule.id(), due, Overlap.MOST_UNFINISHED);
    if (overlap == Overlap.SKIP && !older.isEmpty()) {
      return Optional.of("the task of an earlier time had not ended");
    }
    if (overlap == Overlap.CANCEL) {
      for (long number : older) {
        effects
            .cancel()
            .apply(number, owner.name())
            .ifPresent(task -> Audit.done(owner, Audit.Deed.CANCEL, task));
      }
    }
    return older.size() < Overlap.MOST_UNFINISHED
        ? Optional.empty()
        : Optional.of(Overlap.MOST_UNFINISHED + " tasks of earlier times had not ended");
  }

  private static boolean isBusy(RuntimeException e) {
    return e instanceof RefusedException refused
        && refused.reason() == RefusedException.Reason.BUSY;
  }

  private Ticked refuse(
      Schedule schedule, Instant due, Optional<Instant> next, RuntimeException why) {
    String message = Objects.requireNonNullElse(why.getMessage(), why.getClass().getSimpleName());
    boolean known =
        schedule.course().failure().map(TickFailure::message).equals(Optional.of(message));
    if (known) {
      LOG.debug("Schedule {} could not start anything, as before", schedule.id(), why);
    } else if (why instanceof ErrandException) {
      LOG.info("Schedule {} could not start anything: {}", schedule.id(), message);
    } else {
      LOG.warn("Schedule {} could not start anything", schedule.id(), why);
    }
    return effects.take().apply(new Tick(schedule, due, next, new Outcome.Refusal(message)));
  }
}
