// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.FailedEnd;
import dev.errand.store.LimitStore;
import dev.errand.store.Lost;
import dev.errand.store.NewTask;
import dev.errand.store.Questions;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Schedules;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.LogEntry;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFigures;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks in one SQLite file, {@code errand.db} in a data folder on a local disk. One process
 * at a time can have a folder open; {@code errand.lock} there names it. Every future completes
 * after the disk has confirmed the write.
 *
 * <p>Futures are completed by the one thread that writes, so what is chained to them must be short
 * and must not wait for another write.
 */
public final class SqliteStore implements Store {

  private final Path folder;
  private final EndedTasks ended;
  private final SqliteSchedules schedules = new SqliteSchedules(this::opened);
  private final SqliteQuestions questions = new SqliteQuestions(this::opened);
  private Settings settings;
  private volatile @Nullable OpenStore open;
  private boolean closed;

  private SqliteStore(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    this.ended = new EndedTasks(settings.keptBytes());
  }

  /** A store in this folder, not yet open. The folder is made when it opens. */
  public static SqliteStore in(Path dataFolder) {
    return in(dataFolder, Settings.DEFAULT);
  }

  static SqliteStore in(Path dataFolder, Settings settings) {
    return new SqliteStore(dataFolder.toAbsolutePath().normalize(), settings);
  }

  /**
   * Has a listener told after each commit how many changes shared it. It is called by the thread
   * that writes and must return at once. To be set before the store is opened; the last one counts.
   */
  public synchronized SqliteStore onCommit(IntConsumer size) {
    settings = settings.afterCommit(size);
    return this;
  }

  @Override
  public synchronized void open(String node, Set<String> operations) {
    if (open != null || closed) {
      throw new IllegalStateException("The store in " + folder + " can be opened once.");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot create the data folder " + folder + " (" + e + "). Use another data folder.", e);
    }
    open = OpenStore.open(folder, settings, node, operations);
  }

  @Override
  public CompletableFuture<Void> register(Set<String> operations) {
    OpenStore store = opened();
    CompletableFuture<Boolean> registered =
        store
            .writer()
            .write(() -> {
              store.changes().holds().register(operations);
              return true;
            });
    return registered.thenAccept(_ -> {});
  }

  /**
   * Writes what was handed in and closes the file.
   *
   * @throws IllegalStateException if called by what is chained to a future of this store
   */
  @Override
  public synchronized void close() {
    if (open != null && !closed) {
      closed = true;
      open.close();
      ended.clear();
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
    if (current == null) {
      throw new StoreException("The store in " + folder + " is not open.");
    }
    return current;
  }

  @Override
  public LimitStore limits() {
    return new KeptLimits(opened());
  }

  @Override
  public CompletableFuture<Task> insert(NewTask task) {
    OpenStore store = opened();
    return store
        .writer()
        .write(() -> store.changes().inserts().insert(task))
        .thenApply(Inserts.Answer::task);
  }

  @Override
  public CompletableFuture<Optional<Task>> cancel(
      long number,
      CancelRequest request,
      Retentions retentions,
      Function<Task, List<String>> notes) {
    OpenStore store = opened();
    return store
        .writer()
        .write(() -> store.changes().callers().cancel(number, request, retentions, notes));
  }

  @Override
  public CompletableFuture<Optional<Task>> delete(long number) {
    OpenStore store = opened();
    CompletableFuture<Optional<Task>> deleted =
        store.writer().write(() -> store.changes().callers().delete(number));
    // A copy: a caller that gives its own future up must not keep the deletion from being noticed.
    return deleted.thenApply(ended::forget).copy();
  }

  @Override
  public CompletableFuture<Optional<Task>> fail(FailedEnd end) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().operators().fail(end));
  }

  @Override
  public CompletableFuture<Optional<Task>> prioritize(long number, int priority) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().operators().prioritize(number, priority));
  }

  @Override
  public CompletableFuture<OptionalLong> redate(Retentions retentions, long after) {
    OpenStore store = opened();
    CompletableFuture<Redating.Done> redated =
        store.writer().write(() -> store.changes().redating().redate(retentions, after));
    // A copy, for the same reason.
    return redated
        .thenApply(done -> {
          done.changed().forEach(ended::forget);
          return done.last();
        })
        .copy();
  }

  @Override
  public CompletableFuture<List<Claimed>> claim(Claim claim) {
    OpenStore store = opened();
    return store.writer().writeAfterAll(() -> store.changes().claims().claim(claim));
  }

  @Override
  public CompletableFuture<Boolean> record(AttemptRef attempt, Recording recording) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().attempts().record(attempt, recording));
  }

  @Override
  public CompletableFuture<Optional<Task>> end(AttemptRef attempt, Ending ending) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().attempts().end(attempt, ending));
  }

  @Override
  public CompletableFuture<Optional<Task>> requeue(AttemptRef attempt, Requeueing requeueing) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().requeues().requeue(attempt, requeueing));
  }

  @Override
  public CompletableFuture<Integer> release(Instant now) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().holds().releaseDue(now));
  }

  @Override
  public CompletableFuture<Optional<Task>> giveBack(AttemptRef attempt, CancelledEnd cancelled) {
    OpenStore store = opened();
    return store.writer().write(() -> store.changes().requeues().giveBack(attempt, cancelled));
  }

  @Override
  public CompletableFuture<List<AttemptRef>> held() {
    OpenStore store = opened();
    return store.writer().write(() -> LostAttempts.held(store.connection()));
  }

  @Override
  public Optional<Task> find(long number) {
    Readers readers = opened().readers();
    return ended.get(number, () -> readers.ask(file -> TaskReader.find(file, number)));
  }

  @Override
  public Optional<Task> find(UUID key) {
    Readers readers = opened().readers();
    return ended.get(key, () -> readers.ask(file -> TaskReader.find(file, key)));
  }

  @Override
  public Optional<Task> find(Optional<String> owner, String idempotencyKey) {
    return opened().readers().ask(file -> TaskReader.find(file, owner, idempotencyKey));
  }

  @Override
  public List<Task> list(TaskFilter filter, Page page, Instant now) {
    return opened().readers().ask(file -> TaskReader.list(file, filter, page, now));
  }

  @Override
  public Optional<String> inputs(long number) {
    return opened().readers().ask(file -> TaskReader.inputs(file, number));
  }

  @Override
  public List<LogEntry> log(long number, long from, int limit) {
    return opened().readers().ask(file -> LogReader.log(file, number, from, limit));
  }

  @Override
  public long lastLine(long number) {
    return opened().readers().ask(file -> TaskReader.lastLine(file, number));
  }

  @Override
  public List<Duration> durations(String operation, int limit) {
    return opened().readers().ask(file -> TaskReader.durations(file, operation, limit));
  }

  @Override
  public List<Output> outputs(long number) {
    return opened().readers().ask(file -> Outputs.of(file, number));
  }

  @Override
  public List<TaskCount> counts() {
    return opened().readers().ask(TaskReader::counts);
  }

  @Override
  public Optional<Instant> nextDue() {
    return opened().readers().ask(TaskReader::nextDue);
  }

  @Override
  public StoreFigures figures() {
    return opened().readers().ask(Figures::read);
  }

  @Override
  public List<Long> expired(Instant now, int limit) {
    return opened().readers().ask(file -> TaskReader.expired(file, now, limit));
  }

  @Override
  public List<Task> overdue(Set<String> operations, Instant now, int limit) {
    return opened().readers().ask(file -> TaskReader.overdue(file, operations, now, limit));
  }

  @Override
  public List<Lost> lost(Collection<AttemptRef> unattended) {
    return opened().readers().ask(file -> LostAttempts.left(file, unattended));
  }

  /** For tests: stands in for a disk of so many pages of 4 KiB. */
  CompletableFuture<Boolean> limitPages(long pages) {
    OpenStore store = opened();
    return store
        .writer()
        .write(() -> {
          store.connection().pragma("max_page_count = " + pages);
          return true;
        });
  }
}
