// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.FailedEnd;
import dev.errand.store.LimitStore;
import dev.errand.store.Lost;
import dev.errand.store.NewTask;
import dev.errand.store.OutputStore;
import dev.errand.store.Questions;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Schedules;
import dev.errand.store.Store;
import dev.errand.store.StoreEvent;
import dev.errand.task.CancelRequest;
import dev.errand.task.ConnectionPool;
import dev.errand.task.LogEntry;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFigures;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks in PostgreSQL, 14 or later, where several nodes may share them. Every future
 * completes after the commit. Who writes when the connection breaks is told what became of it: a
 * commit whose answer got lost is looked up.
 *
 * <p>Futures are completed by the one thread that writes, so what is chained to them must be short
 * and must not wait for another write.
 */
public final class PostgresStore implements Store {

  private final PostgresSettings settings;
  private final MachineClock machineClock;
  private final DatabaseClock databaseClock;
  private final PostgresSchedules schedules;
  private final PostgresQuestions questions;
  private Consumer<StoreEvent> events = _ -> {};
  private volatile @Nullable OpenStore open;
  private volatile boolean closed;

  private PostgresStore(PostgresSettings settings, MachineClock machineClock) {
    this.settings = settings;
    this.machineClock = machineClock;
    this.databaseClock = new DatabaseClock(machineClock);
    WriterTables tables = new WriterTables(this::opened, settings.patience(), settings.toString());
    this.schedules = new PostgresSchedules(tables);
    this.questions = new PostgresQuestions(tables);
  }

  /** A store in that database, not yet open. */
  public static PostgresStore at(PostgresSettings settings) {
    return at(settings, MachineClock.SYSTEM);
  }

  /** The same on a machine with these clocks. */
  static PostgresStore at(PostgresSettings settings, MachineClock machineClock) {
    return new PostgresStore(settings, machineClock);
  }

  /** The database's: times that nodes share do not depend on how a node's clock is set. */
  @Override
  public InstantSource clock(InstantSource own) {
    return databaseClock;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Optional<OutputStore> outputStore() {
    return Optional.of(outputs(PostgresOutputs.LEASE));
  }

  /**
   * A store of outputs in this database.
   *
   * @param lease how long a download holds its file without renewing
   */
  PostgresOutputs outputs(Duration lease) {
    return new PostgresOutputs(() -> opened().reader(), lease);
  }

  @Override
  public synchronized void onEvent(Consumer<StoreEvent> listener) {
    events = listener;
  }

  @Override
  public synchronized void open(String node, Set<String> operations) {
    if (open != null || closed) {
      throw new IllegalStateException("The store at " + settings + " can be opened once.");
    }
    open =
        OpenStore.open(
            new Lease.Parts(settings, databaseClock, machineClock, events), node, operations);
  }

  @Override
  public CompletableFuture<Void> register(Set<String> operations) {
    OpenStore store = opened();
    Registrations registrations = store.kinds().registrations();
    return store
        .writer()
        .write(Registrations.command(registrations, operations))
        .thenAccept(id -> registrations.take(operations, id));
  }

  /**
   * Writes what was handed in and leaves.
   *
   * @throws IllegalStateException if called by what is chained to a future of this store
   */
  @Override
  public synchronized void close() {
    if (open != null && !closed) {
      open.close();
    }
    closed = true;
  }

  @Override
  public Schedules schedules() {
    return schedules;
  }

  @Override
  public Questions questions() {
    return questions;
  }

  private OpenStore opened() {
    @Nullable OpenStore current = open;
    if (current == null || closed) {
      throw new StoreException("The store at " + settings + " is not open.");
    }
    return current;
  }

  /** How callers wait; attempts wait on. */
  private Waiting waiting(OpenStore store) {
    return new Waiting(store.writer(), settings.patience(), settings.toString());
  }

  @Override
  public LimitStore limits() {
    OpenStore store = opened();
    return new KeptLimits(store, waiting(store));
  }

  @Override
  public CompletableFuture<Task> insert(NewTask task) {
    OpenStore store = opened();
    return waiting(store)
        .write(
            new Command<>(store.kinds().inserts(), task, Touched.by(task), Command.Turn.TOGETHER));
  }

  @Override
  public CompletableFuture<Optional<Task>> cancel(
      long number,
      CancelRequest request,
      Retentions retentions,
      Function<Task, List<String>> notes) {
    OpenStore store = opened();
    Cancels.Cancel cancel = new Cancels.Cancel(number, request, retentions, notes);
    return waiting(store).write(Cancels.command(store.kinds().cancels(), cancel));
  }

  @Override
  public CompletableFuture<Optional<Task>> delete(long number) {
    OpenStore store = opened();
    return waiting(store).write(Deletes.command(store.kinds().deletes(), number));
  }

  @Override
  public CompletableFuture<Optional<Task>> fail(FailedEnd end) {
    OpenStore store = opened();
    return waiting(store).write(FailedEnds.command(store.kinds().failedEnds(), end));
  }

  @Override
  public CompletableFuture<Optional<Task>> prioritize(long number, int priority) {
    OpenStore store = opened();
    Priorities.Priority change = new Priorities.Priority(number, priority);
    return waiting(store).write(Priorities.command(store.kinds().priorities(), change));
  }

  @Override
  public CompletableFuture<OptionalLong> redate(Retentions retentions, long after) {
    OpenStore store = opened();
    Redating.From from = new Redating.From(retentions, after);
    return store.writer().write(Redating.command(store.kinds().redating(), from));
  }

  @Override
  public CompletableFuture<List<Claimed>> claim(Claim claim) {
    OpenStore store = opened();
    return store.writer().write(Claims.command(store.kinds().claims(), claim));
  }

  @Override
  public CompletableFuture<Boolean> record(AttemptRef attempt, Recording recording) {
    OpenStore store = opened();
    return store.writer().write(Recordings.command(store.kinds().recordings(), attempt, recording));
  }

  @Override
  public CompletableFuture<Optional<Task>> end(AttemptRef attempt, Ending ending) {
    OpenStore store = opened();
    if (!Endings.fits(ending)) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "a task cannot end " + ending.status() + " with " + ending.outcome()));
    }
    return store.writer().write(Endings.command(store.kinds().endings(), attempt, ending));
  }

  @Override
  public CompletableFuture<Optional<Task>> requeue(AttemptRef attempt, Requeueing requeueing) {
    OpenStore store = opened();
    return store.writer().write(Requeues.command(store.kinds().requeues(), attempt, requeueing));
  }

  @Override
  public CompletableFuture<Integer> release(Instant now) {
    OpenStore store = opened();
    return store.writer().write(Releases.command(store.kinds().releases(), now));
  }

  @Override
  public CompletableFuture<Optional<Task>> giveBack(AttemptRef attempt, CancelledEnd cancelled) {
    OpenStore store = opened();
    return store.writer().write(GivingBack.command(store.kinds().givingBack(), attempt, cancelled));
  }

  @Override
  public CompletableFuture<List<AttemptRef>> held() {
    OpenStore store = opened();
    return store.writer().write(HeldTasks.command(store.kinds().held()));
  }

  @Override
  public Optional<Task> find(long number) {
    return opened().reader().ask(connection -> TaskReader.find(connection, number));
  }

  @Override
  public Optional<Task> find(UUID key) {
    return opened().reader().ask(connection -> TaskReader.find(connection, key));
  }

  @Override
  public Optional<Task> find(Optional<String> owner, String idempotencyKey) {
    return opened().reader().ask(connection -> TaskReader.find(connection, owner, idempotencyKey));
  }

  @Override
  public List<Task> list(TaskFilter filter, Page page, Instant now) {
    return opened().reader().ask(connection -> TaskReader.list(connection, filter, page, now));
  }

  @Override
  public Optional<String> inputs(long number) {
    return opened().reader().ask(connection -> TaskReader.inputs(connection, number));
  }

  @Override
  public List<LogEntry> log(long number, long from, int limit) {
    return opened().reader().ask(connection -> LogReader.log(connection, number, from, limit));
  }

  @Override
  public long lastLine(long number) {
    return opened().reader().ask(connection -> TaskReader.lastLine(connection, number));
  }

  @Override
  public List<Duration> durations(String operation, int limit) {
    return opened().reader().ask(connection -> TaskReader.durations(connection, operation, limit));
  }

  @Override
  public List<Output> outputs(long number) {
    return opened().reader().ask(connection -> Outputs.of(connection, number));
  }

  @Override
  public List<TaskCount> counts() {
    return opened().reader().ask(TaskReader::counts);
  }

  @Override
  public Optional<Instant> nextDue() {
    return opened().reader().ask(TaskReader::nextDue);
  }

  @Override
  public StoreFigures figures() {
    return opened().reader().ask(Figures::read);
  }

  @Override
  public List<ConnectionPool> connections() {
    return opened().reader().pools().figures();
  }

  @Override
  public List<Long> expired(Instant now, int limit) {
    return opened().reader().ask(connection -> TaskReader.expired(connection, now, limit));
  }

  @Override
  public List<Task> overdue(Set<String> operations, Instant now, int limit) {
    return opened()
        .reader()
        .ask(connection -> TaskReader.overdue(connection, operations, now, limit));
  }

  @Override
  public List<Lost> lost(Collection<AttemptRef> unattended) {
    OpenStore store = opened();
    store.lost().add(unattended);
    return store
        .reader()
        .ask(connection -> {
          store.lost().takeOver(connection, store.lease());
          return store.lost().left(connection, store.lease());
        });
  }
}
