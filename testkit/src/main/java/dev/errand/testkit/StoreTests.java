// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Lost;
import dev.errand.store.NewTask;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Dropped;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An open store for each test, and short words for what tests do with it. */
abstract class StoreTests {

  static final String OPERATION = "count";
  static final String OTHER = "copy";
  static final String NODE = "node-1";
  static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  static final Duration RETENTION = Duration.ofMinutes(10);
  static final Retentions RETENTIONS = new Retentions(RETENTION, Map.of());
  static final Failure FAILURE =
      new Failure(
          "java.io.IOException",
          Optional.of("broken"),
          "java.io.IOException: broken\n\tat somewhere",
          List.of(new Failure.Cause("java.lang.Error", Optional.empty())));
  static final Recording NOTHING =
      new Recording(Optional.empty(), Optional.empty(), List.of(), Dropped.NONE, LogExtent.EMPTY);

  final SettableClock clock = new SettableClock(START);
  private final Supplier<Store> medium;
  Store store;

  StoreTests(Supplier<Store> medium) {
    this.medium = medium;
  }

  @BeforeEach
  void open() {
    store = unopened();
    store.open(NODE, Set.of(OPERATION, OTHER));
  }

  @AfterEach
  void close() {
    store.close();
  }

  Store unopened() {
    return medium.get();
  }

  /** Closes the store and opens it again. */
  void reopen(String... operations) {
    store.close();
    store = unopened();
    store.open(NODE, Set.of(operations));
  }

  static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  Task insert() {
    return insert(Submission.builder(OPERATION));
  }

  Task insert(Submission.Builder submission) {
    return insert(submission.build(), false);
  }

  Task insert(Submission submission, boolean waits) {
    return done(store.insert(newTask(submission, waits)));
  }

  NewTask newTask(Submission submission, boolean waits) {
    return new NewTask(UUID.randomUUID(), submission, submission.inputs(), waits, clock.instant());
  }

  static Submission.Builder keyed(String orderingKey) {
    return Submission.builder(OPERATION).orderingKey(orderingKey);
  }

  static Submission.Builder urgent(int priority) {
    return Submission.builder(OPERATION).priority(priority);
  }

  List<Claimed> claimFull(int free) {
    return done(store.claim(Claim.unlimited(false, () -> free, clock)));
  }

  /** Claims of the working pool. */
  List<Task> claim(int free) {
    return claimFull(free).stream().map(Claimed::task).toList();
  }

  List<Long> claimNumbers(int free) {
    return claim(free).stream().map(StoreTests::number).toList();
  }

  /** Inserts a task and claims it. */
  Task running() {
    Task task = insert();
    return claim(1_000).stream()
        .filter(one -> one.id().equals(task.id()))
        .findFirst()
        .orElseThrow();
  }

  static long number(Task task) {
    return task.id().number();
  }

  static List<Long> numbers(List<Task> tasks) {
    return tasks.stream().map(StoreTests::number).toList();
  }

  Optional<Task> end(Task task, TaskStatus status) {
    return done(store.end(AttemptRef.of(task), ending(status)));
  }

  Optional<Task> finish(Task task) {
    return end(task, TaskStatus.FINISHED);
  }

  Ending ending(TaskStatus status) {
    Outcome outcome =
        status == TaskStatus.FAILED
            ? new Outcome.Failed(FAILURE)
            : new Outcome.Returned(Optional.of(new Json("{\"n\":1}")));
    return ending(status, outcome, NOTHING);
  }

  Ending ending(TaskStatus status, Outcome outcome, Recording recording) {
    Instant now = clock.instant();
    return new Ending(status, outcome, List.of(), recording, now, now.plus(RETENTION));
  }

  Optional<Task> requeue(Task task) {
    return done(store.requeue(AttemptRef.of(task), requeueing(NOTHING)));
  }

  Requeueing requeueing(Recording recording) {
    return new Requeueing(recording, true, Optional.empty(), cancelledEnd());
  }

  Optional<Task> giveBack(Task task) {
    return done(store.giveBack(AttemptRef.of(task), cancelledEnd()));
  }

  CancelledEnd cancelledEnd() {
    Instant now = clock.instant();
    return new CancelledEnd(now, now.plus(RETENTION), StoreTests::notes);
  }

  /** What the store says is running although this process runs nothing. */
  List<Task> lost() {
    return store.lost(done(store.held())).stream().map(Lost::task).toList();
  }

  boolean record(Task task, Recording recording) {
    return done(store.record(AttemptRef.of(task), recording));
  }

  Optional<Task> cancel(Task task) {
    return cancel(task, Optional.of("ann"));
  }

  Optional<Task> cancel(Task task, Optional<String> by) {
    Instant now = clock.instant();
    return done(
        store.cancel(number(task), new CancelRequest(now, by), RETENTIONS, StoreTests::notes));
  }

  private static List<String> notes(Task task) {
    return List.of("cancelled " + task.status(), "by " + task.cancelRequest().orElseThrow().by());
  }

  Optional<Task> delete(Task task) {
    return done(store.delete(number(task)));
  }

  Task find(Task task) {
    return store.find(number(task)).orElseThrow();
  }

  TaskStatus statusOf(Task task) {
    return find(task).status();
  }

  static Recording progress(Progress progress) {
    return new Recording(
        Optional.of(progress), Optional.empty(), List.of(), Dropped.NONE, LogExtent.EMPTY);
  }

  /** Lines with the sequence numbers of a range, which the log ends with. */
  Recording lines(long first, long last) {
    return lines(first, last, Dropped.NONE);
  }

  Recording lines(long first, long last, Dropped dropped) {
    List<LogEntry.Line> lines = new ArrayList<>();
    for (long sequence = first; sequence <= last; sequence++) {
      lines.add(line(sequence));
    }
    return new Recording(
        Optional.empty(), Optional.empty(), lines, dropped, new LogExtent(last, 3, 30));
  }

  LogEntry.Line line(long sequence) {
    return new LogEntry.Line(sequence, clock.instant(), LogLevel.INFO, "line " + sequence);
  }
}
