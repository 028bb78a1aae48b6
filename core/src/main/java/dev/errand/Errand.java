// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.engine.Engine;
import dev.errand.engine.Scheduler;
import dev.errand.limit.Allowance;
import dev.errand.limit.LimitControl;
import dev.errand.limit.Outlook;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationInfo;
import dev.errand.schedule.ScheduleFigures;
import dev.errand.task.ConnectionPool;
import dev.errand.task.Download;
import dev.errand.task.Estimate;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.LogEntry;
import dev.errand.task.NodeLoad;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Prepared;
import dev.errand.task.Principal;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFigures;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskControl;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskQuestions;
import dev.errand.task.UnknownOperationException;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Runs operations as durable tasks. Built by {@link #builder()}; several may live in one JVM, each
 * on a data folder of its own. Safe for all threads.
 *
 * <p>Every method that reads or changes tasks throws {@link StoreException} when the store fails.
 */
public final class Errand implements AutoCloseable {

  private final Engine engine;

  Errand(Engine engine) {
    this.engine = engine;
  }

  public static ErrandBuilder builder() {
    return new ErrandBuilder();
  }

  /**
   * Opens the store, applies the recovery rule to tasks that were running when their process died,
   * and begins to run what waits.
   *
   * @throws StoreException if the store cannot be opened, saying why and who holds it
   */
  public void start() {
    engine.start();
  }

  /**
   * This as the principal may use it. What serves callers goes through it; whoever calls the
   * methods here is asked nothing.
   */
  public GuardedErrand as(Principal principal) {
    return new GuardedErrand(this, principal);
  }

  /**
   * Submits a task and returns once it is durable, as it is then: RUNNING if a worker was free.
   *
   * <p>If the submission has an {@link Idempotency} and a task of the same owner with that key is
   * there, it is answered instead, and nothing starts.
   *
   * @throws UnknownOperationException if nothing is registered under the name
   * @throws InvalidInputsException if the inputs do not fit; names every wrong member
   * @throws IdempotencyConflictException if the task with that key was submitted with another
   *     fingerprint
   * @throws dev.errand.task.RetentionRefusedException if the task is to be kept for longer than may
   *     be
   * @throws dev.errand.limit.LimitReachedException if no more may wait, or be started so soon
   * @throws StoppedException if the engine is not running
   */
  public Task submit(Submission submission) {
    return submitOnce(submission).task();
  }

  /** The same as {@link #submit}, for those who must know whether the task is a new one. */
  public Submitted submitOnce(Submission submission) {
    return prepare(submission).submit();
  }

  /**
   * Takes a submission in without starting anything yet, for those who judge who submits it.
   *
   * @throws UnknownOperationException if nothing is registered under the name
   * @throws dev.errand.task.RetentionRefusedException if the task is to be kept for longer than may
   *     be
   * @throws StoppedException if the engine is not running
   */
  public Prepared prepare(Submission submission) {
    return engine.prepare(submission);
  }

  /**
   * The task that submitting this would answer because its {@link Idempotency} is known; empty if
   * it would start a new one. The inputs are not looked at.
   *
   * @throws IdempotencyConflictException if the task with that key was submitted with another
   *     fingerprint
   */
  public Optional<Task> submitted(Submission submission) {
    return engine.submitted(submission);
  }

  /** The task with this number, unless it was never there, was pruned, or is past its retention. */
  public Optional<Task> task(long number) {
    return engine.task(number);
  }

  /** The task with this key, likewise. */
  public Optional<Task> task(UUID key) {
    return engine.task(key);
  }

  /** A page of the tasks that pass the filter. */
  public List<Task> tasks(TaskFilter filter, Page page) {
    return engine.tasks(filter, page);
  }

  /**
   * Asks for the task to stop and returns without waiting for that. A waiting task is CANCELLED at
   * once, a running one when it notices, an ended one stays as it is. Repeating is harmless.
   *
   * @param by the name of who asks, where it is known
   * @return the task afterwards; empty if there is none
   */
  public Optional<Task> cancel(TaskId id, Optional<String> by) {
    return engine.cancel(id, by);
  }

  /** What tasks ask, and answers to it; a {@link StoppedException} if the engine does not run. */
  public TaskQuestions questions() {
    return engine.questions();
  }

  /**
   * Deletes a task that has ended, with its log and files. A file that is being downloaded goes
   * when the last download ends.
   *
   * @return the task as it was; empty if there is none or it has not ended
   */
  public Optional<Task> prune(TaskId id) {
    return engine.prune(id);
  }

  /**
   * Prunes every task that is past its retention, as happens by itself every second.
   *
   * @return how many
   */
  public int sweep() {
    return engine.sweep();
  }

  /**
   * Starts what schedules have due, as happens by itself every second.
   *
   * @return how many tasks
   * @throws StoppedException if the engine is not running
   */
  public int tick() {
    return engine.tick();
  }

  Scheduler schedules() {
    return engine.schedules();
  }

  /**
   * Log lines from a sequence number on, at most {@code limit} entries; of a running task the
   * newest too.
   */
  public List<LogEntry> log(TaskId id, long from, int limit) {
    return engine.log(id, from, limit);
  }

  /**
   * Waits until the task has ended, at most so long.
   *
   * @return the task at that moment; empty if there is none
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws StoppedException if the engine stops meanwhile
   */
  public Optional<Task> await(TaskId id, Duration atMost) throws InterruptedException {
    return engine.await(id, atMost);
  }

  /**
   * Watches a task, or what is not there. Nothing is thrown for an unknown task: its view is empty.
   */
  public Watch watch(TaskId id) {
    return engine.watch(id);
  }

  /**
   * How long a task of the operation usually runs, by those that FINISHED last; empty if none is
   * known. It asks the store at most once for each operation, and every five minutes where several
   * nodes share it.
   */
  public Optional<Duration> typicalDuration(String operation) {
    return engine.typicalDuration(operation);
  }

  /**
   * Why a task waits, and when it should start and end. Of a task that waits it may cost a look at
   * the store, and is true of a moment.
   *
   * @return with nothing in it for a task that has ended
   */
  public Outlook outlook(Task task) {
    return engine.outlook(task);
  }

  /** How often estimates of an operation held on this node; costs no look at the store. */
  public Estimate.Held estimatesHeld(String operation) {
    return engine.estimatesHeld(operation);
  }

  /** The files that an ended task left, by name. */
  public List<Output> outputs(TaskId id) {
    return engine.outputs(id);
  }

  /**
   * Opens a file of a task for reading.
   *
   * @return to be closed after use; empty if there is no such task, output or file
   */
  public Optional<Download> download(TaskId id, String output) {
    return engine.outputs(id).stream()
        .filter(candidate -> candidate.name().equals(output))
        .findFirst()
        .flatMap(found -> engine.open(id, found).map(open -> new Download(found, open)));
  }

  /** How many tasks are in each state, by operation. */
  public List<TaskCount> counts() {
    return engine.counts();
  }

  /**
   * What operators watch of the whole store. It may take as long as reading an index, so it is to
   * be asked for now and then.
   */
  public StoreFigures figures() {
    return engine.figures();
  }

  /** What operators watch of the schedules; the same on all nodes. */
  public ScheduleFigures scheduleFigures() {
    return engine.scheduleFigures();
  }

  /** What this node does at the moment; costs no look at the store. */
  public NodeLoad load() {
    return engine.load();
  }

  /** The connections of this node to its database; none where it has no pools. */
  public List<ConnectionPool> connections() {
    return engine.connections();
  }

  /** What operators do to tasks, whoever they belong to. */
  public TaskControl control() {
    return engine.control();
  }

  /**
   * How many more tasks like this one may be started now, by each limit of starts that binds them.
   * The store is asked only where there is such a limit.
   *
   * @return empty where nothing limits them, or the store does not answer
   */
  public List<Allowance> allowances(Task task) {
    return engine.allowances(task);
  }

  /** How many tasks may run and wait, to be changed while they do. */
  public LimitControl limits() {
    return engine.limits();
  }

  /** The registered operation of that name. */
  public Optional<OperationInfo> operation(String name) {
    return engine.operation(name);
  }

  /** The registered operations by name. */
  public List<OperationInfo> operations() {
    return engine.operations();
  }

  /**
   * Takes operations out and puts others in, at once, while this runs. Attempts that have begun go
   * on as they began; later ones, also of tasks that wait already, are of what is there then. Tasks
   * of an operation that is gone keep waiting for it.
   *
   * @param gone names; those that are not there do no harm
   * @param come may have names of those that go
   * @throws IllegalArgumentException if two would have one name, or a retention is set for one that
   *     would not be there; nothing is changed then
   * @throws dev.errand.task.StoreException if the store fails; call it again then
   * @throws dev.errand.task.StoppedException if this does not run, or is about to stop
   */
  public void exchange(Set<String> gone, Collection<? extends Operation<?, ?>> come) {
    engine.exchange(gone, come);
  }

  /**
   * Starts nothing new here any more: claims nothing, and refuses submissions. What runs goes on,
   * and all else works as before; what waits is left for other nodes that share the store, or for
   * the next start. For a process that is to stop soon; it cannot be taken back. Repeating it is
   * harmless.
   *
   * @return the tasks that still run here
   * @throws StoppedException if the engine is not running
   */
  public List<Task> drain() {
    return engine.drain();
  }

  /** Whether {@link #drain} was called. */
  public boolean isDraining() {
    return engine.isDraining();
  }

  /**
   * What keeps the store from storing at the moment, such as a full disk, in a sentence for
   * operators; empty while it works. It is known from what the engine tried last, and costs no look
   * at the store.
   */
  public Optional<String> outage() {
    return engine.outage();
  }

  /**
   * Waits until nothing runs here, at most so long.
   *
   * @return whether nothing does
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    return engine.awaitIdle(atMost);
  }

  /**
   * Whether a stop leaves what the attempt of a task has begun here to the next process on the same
   * store, which goes on with it: see {@link dev.errand.operation.OutlivesServer}.
   */
  public boolean isLeftAtStop(TaskId task) {
    return engine.isLeftAtStop(task);
  }

  /**
   * Does what comes first of {@link #close}: drains, gives running attempts time, then cancels
   * them. All else works on until it is closed, so that callers can be answered until the end.
   * Returns when nothing runs here any more; that is at once, the second time.
   *
   * @throws StoppedException if the engine is not running
   */
  public void endRunning() {
    engine.endRunning();
  }

  /**
   * Stops gracefully: claims nothing new, gives running attempts time, then cancels them. What may
   * be repeated goes back to WAITING, the rest ends FAILED. Returns when everything has stopped;
   * does nothing the second time.
   */
  @Override
  public void close() {
    engine.stop();
  }
}
