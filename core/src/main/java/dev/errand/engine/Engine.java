// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.access.Owners;
import dev.errand.limit.Allowance;
import dev.errand.limit.LimitControl;
import dev.errand.limit.Outlook;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationInfo;
import dev.errand.schedule.ScheduleFigures;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.ConnectionPool;
import dev.errand.task.Estimate;
import dev.errand.task.LogEntry;
import dev.errand.task.NodeLoad;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Prepared;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFigures;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskControl;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskQuestions;
import dev.errand.task.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Behind {@link dev.errand.Errand}: puts the parts together and answers callers. Safe for all
 * threads.
 */
public final class Engine {

  private final Store store;
  private final InstantSource clock;
  private final EngineSettings settings;
  private final Operations operations;
  private final Notifications notifications;
  private final Watches watches;
  private final TypicalDurations durations;
  private final Retention retention;
  private final Attempts attempts;
  private final CurrentLimits limits;
  private final Workers workers;
  private final TaskViews views;
  private final Cancelling cancelling;
  private final Answering answering;
  private final OperatorTasks operatorTasks;
  private final OperatorLimits operatorLimits;
  private final Outlooks outlooks;
  private final Submissions submissions;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final StoreOutage outage = new StoreOutage(System::nanoTime);
  private final Service service;
  private final Settled settled;

  /**
   * What it is told by, and whom it tells.
   *
   * @param clock of this node
   * @param owners who they are when schedules are due
   */
  public record Host(InstantSource clock, Collection<TaskListener> listeners, Owners owners) {}

  public Engine(
      Store store,
      OutputStore outputs,
      Collection<Operation<?, ?>> operations,
      EngineSettings settings,
      Host host) {
    this.store = store;
    this.settings = settings;
    this.clock = store.clock(host.clock());
    this.operations = new Operations(operations, settings.retention()::of);
    notifications = new Notifications(host.listeners());
    watches = new Watches(this::see);
    durations = new TypicalDurations(store, clock, outage);
    retention =
        new Retention(
            store,
            this.operations::retentions,
            settings.retention().isSet(),
            outputs,
            this.clock,
            watches::ended);
    Recorder recorder = new Recorder(store, outage);
    attempts =
        new Attempts(
            new Attempts.Parts(
                store,
                this.operations,
                durations,
                recorder,
                outputs,
                settings,
                this.clock,
                new Attempts.Events(
                    notifications::started, notifications::lost, this::settled, watches::changed),
                outage));
    cancelling =
        new Cancelling(
            new Cancelling.Parts(store, this.operations, attempts, watches, this::settled),
            this.clock);
    views = new TaskViews(store, attempts, retention, recorder, outputs);
    settings.limits().require(this.operations.names());
    limits = new CurrentLimits(store, settings.limits(), this.operations.infos());
    workers =
        new Workers(new Dispatcher.Parts(store, this.clock, outage, limits), attempts, settings);
    answering =
        new Answering(new Answering.Parts(store, attempts, watches, workers::wakeAll), this.clock);
    operatorLimits = new OperatorLimits(limits, this.operations, workers, this.clock);
    operatorTasks =
        new OperatorTasks(
            new OperatorTasks.Parts(
                store, this.operations, this::prepare, attempts, watches, workers, this::settled),
            this.clock);
    submissions =
        new Submissions(
            new Submissions.Parts(
                store, attempts, workers, retention, notifications, limits, outage),
            this.clock);
    scheduler = new Scheduler(store.schedules(), this.clock);
    ticker =
        new Ticker(
            store.schedules(),
            this.clock,
            new TickTasks(this.operations, host.owners(), this::requireAllowed, limits),
            new Ticker.Effects(submissions::tick, this::cancelOnce));
    service =
        new Service(
            store,
            settings,
            new Service.Parts(
                this.operations,
                attempts,
                workers,
                recorder,
                retention,
                new DueTasks(
                    new DueTasks.Parts(store, this.operations, this::settled, answering),
                    this.clock,
                    workers::wakeAll),
                answering,
                new DeafAttempts(attempts, settings.stop().abandonAfter()),
                limits,
                ticker,
                outputs,
                outage));
    outlooks =
        Outlooks.of(
            new QueueForecast.Parts(this.operations, durations, attempts, workers, limits),
            new Estimates.Node(store, this.clock, service::isDraining));
    settled =
        new Settled(
            new Settled.Parts(
                store,
                this.operations,
                durations,
                watches,
                notifications,
                workers,
                service::confirmOperations));
  }

  /** Opens the store, recovers what was lost, and begins to run tasks. */
  public void start() {
    service.start();
  }

  /** Stops gracefully; returns when everything has stopped. Does nothing the second time. */
  public void stop() {
    watches.stop();
    service.stop();
  }

  /** Starts nothing new any more; answers what still runs here. */
  public List<Task> drain() {
    try {
      service.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return attempts.all().stream().map(LiveAttempt::snapshot).toList();
  }

  public void endRunning() {
    service.endRunning();
  }

  public boolean isLeftAtStop(TaskId task) {
    return attempts.get(task.number()).filter(LiveAttempt::mayBeLeft).isPresent();
  }

  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    return attempts.drained(atMost);
  }

  public Prepared prepare(Submission submission) {
    service.requireTaking();
    requireAllowed(submission);
    return operations.get(submission.operation()).preparation(this::submit, submission);
  }

  private Submitted submit(Preparation<?> preparation) {
    service.requireTaking();
    return submissions.submit(preparation);
  }

  /** Starts what schedules have due; how many tasks. */
  public int tick() {
    service.requireTaking();
    return ticker.look();
  }

  public Scheduler schedules() {
    return scheduler;
  }

  public List<Allowance> allowances(Task task) {
    return submissions.allowances(task);
  }

  private void requireAllowed(Submission submission) {
    settings.retention().requireAllowed(submission, operations.retentions());
    AllowedOptions.require(
        submission.options(), operations.get(submission.operation()).spec(), clock);
  }

  /** The task, if nobody had asked it to stop. */
  private Optional<Task> cancelOnce(long number, Optional<String> by) {
    return store
        .find(number)
        .filter(task -> task.cancelRequest().isEmpty())
        .flatMap(task -> cancel(task.id(), by));
  }

  public Optional<Task> submitted(Submission submission) {
    return submissions.of(submission);
  }

  public Optional<Task> task(long number) {
    return views.find(number);
  }

  public Optional<Task> task(UUID key) {
    return views.find(key);
  }

  public List<Task> tasks(TaskFilter filter, Page page) {
    return views.list(filter, page, Instant.ofEpochMilli(clock.millis()));
  }

  public Optional<Task> cancel(TaskId id, Optional<String> by) {
    service.requireRunning();
    return views.after(cancelling.cancel(id, by));
  }

  public TaskQuestions questions() {
    service.requireRunning();
    return answering;
  }

  public Optional<Task> prune(TaskId id) {
    return Recorder.join(retention.delete(id.number()));
  }

  public int sweep() {
    return retention.sweep();
  }

  public List<LogEntry> log(TaskId id, long from, int limit) {
    return views.log(id, from, limit);
  }

  public Optional<Task> await(TaskId id, Duration atMost) throws InterruptedException {
    return watches.await(id.number(), atMost);
  }

  public Watch watch(TaskId id) {
    return watches.watch(id.number());
  }

  private Watches.Seen see(long number) {
    return views.see(number);
  }

  public Optional<Duration> typicalDuration(String operation) {
    return durations.of(operation);
  }

  public List<Output> outputs(TaskId id) {
    return store.outputs(id.number());
  }

  public Optional<OpenOutput> open(TaskId id, Output output) {
    return views.open(id, output);
  }

  /** What is wrong with the store at the moment, for the operator; empty while it works. */
  public Optional<String> outage() {
    return outage.current();
  }

  public boolean isDraining() {
    return service.isDraining();
  }

  public Outlook outlook(Task task) {
    return outlooks.of(task);
  }

  public Estimate.Held estimatesHeld(String operation) {
    return durations.held(operation);
  }

  public TaskControl control() {
    service.requireRunning();
    return operatorTasks;
  }

  public LimitControl limits() {
    return operatorLimits;
  }

  public List<TaskCount> counts() {
    return store.counts();
  }

  public StoreFigures figures() {
    return store.figures();
  }

  public ScheduleFigures scheduleFigures() {
    return store.schedules().figures();
  }

  public NodeLoad load() {
    return workers.load();
  }

  public List<ConnectionPool> connections() {
    return store.connections();
  }

  public Optional<OperationInfo> operation(String name) {
    return operations.find(name).map(Registered::info);
  }

  public List<OperationInfo> operations() {
    return operations.infos();
  }

  /**
   * Puts operations in the place of others.
   *
   * @throws IllegalArgumentException if two would have one name, or a retention is set for one that
   *     would not be there; nothing is changed then
   * @throws StoreException if the store fails; then it may know of the new ones already, and this
   *     is to be called again
   */
  public void exchange(Set<String> gone, Collection<? extends Operation<?, ?>> come) {
    service.requireTaking();
    try {
      operations.exchange(gone, come, this::register);
    } finally {
      limits.follow(operations.infos());
    }
    durations.retain(operations.names());
    notifications.registered(operations.infos());
    service.exchanged();
  }

  /** Nothing of them may start before it is known how many may. */
  private void register(List<OperationInfo> next) {
    limits.follow(next);
    Set<String> names = next.stream().map(OperationInfo::name).collect(Collectors.toSet());
    Recorder.join(store.register(names));
  }

  private void settled(Task task) {
    settled.accept(task);
  }
}
