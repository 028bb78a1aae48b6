// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.GuardedSchedules;
import dev.errand.access.Tokens;
import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Settlement;
import dev.errand.callback.Subscriber;
import dev.errand.callback.Subscriber.Receiver;
import dev.errand.document.Documents;
import dev.errand.files.DurableFiles;
import dev.errand.limit.Limit;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteDeliveries;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Answer;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.TaskId;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A process that fills a data folder with all there can be, and is killed while two tasks run. */
final class PopulatedFolder {

  /** How long two of its tasks are to be kept. */
  static final Duration OWN = Duration.ofHours(20);

  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Errand errand;
  private final Path folder;
  private final CountDownLatch running = new CountDownLatch(2);

  private PopulatedFolder(Path folder) {
    this.folder = folder;
    this.errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .node("before")
            .workers(2)
            .retention(Duration.ofDays(1))
            .operations(MoveOperations.all((in, context) -> stay()))
            .build();
  }

  private Work.Out stay() throws InterruptedException {
    running.countDown();
    new CountDownLatch(1).await();
    return new Work.Out("never");
  }

  /** Fills that folder and kills what did so. */
  static void make(Path folder) {
    try (Child child =
        Child.start(
            DurableFiles.folderOf(folder), ChildClasses.command(PopulatedFolder.class, folder))) {
      child.lineWith("populated");
    }
  }

  /** Argument: the folder. */
  public static void main(String[] args) throws Exception {
    new PopulatedFolder(Path.of(args[0])).populate();
    System.out.println("populated");
    new CountDownLatch(1).await();
  }

  private void populate() throws Exception {
    errand.start();
    accounts();
    documents();
    TaskId left = submit(named("leave", "left").owner("ann").group(7).priority(3).retention(OWN));
    errand.await(left, Duration.ofMinutes(1));
    errand.await(
        submit(named("fail", "failed").description(MoveOperations.ODD)), Duration.ofMinutes(1));
    TaskId big = submit(named("leave", "x".repeat(300_000)).reply(new Json("{\"as\":\"xml\"}")));
    errand.await(big, Duration.ofMinutes(1));
    asking();
    submit(named("stay", "s").owner("bob").orderingKey("key one"));
    submit(named("again", "a").transactionId(UUID.randomUUID()).orderingKey("key two"));
    running.await();
    for (int i = 0; i < 10; i++) {
      submit(
          named("later", "l" + i).owner("ann").orderingKey("key " + (i % 2 == 0 ? "one" : "two")));
    }
    submit(named("later", "once").idempotency(new Idempotency("abc", "0f")).owner("ann"));
    TaskId cancelled = submit(named("later", "cancelled"));
    errand.cancel(cancelled, Optional.of("ann"));
    submit(secret().retention(OWN));
    deliveries(left, cancelled);
    schedules();
    errand
        .limits()
        .set(
            new Scope.OfUser("ann"),
            Limit.NONE.waiting(1_000).rate(new Rate(60, Duration.ofMinutes(1))),
            Optional.of("root"));
    errand.prune(last());
  }

  /** It waits for one of two answers. */
  private void asking() throws InterruptedException {
    TaskId asks = submit(named("ask", "x"));
    while (!errand.task(asks.number()).orElseThrow().isParked()) {
      errand.await(asks, Duration.ofMillis(20));
    }
    errand
        .questions()
        .answer(asks, Map.of("a", new Answer.Accepted(Json.EMPTY_OBJECT)), Optional.of("ann"));
  }

  /** Its number was given and must never be given again. */
  private TaskId last() {
    TaskId last = submit(named("later", "pruned"));
    errand.cancel(last, Optional.empty());
    return last;
  }

  private static Submission.Builder named(String operation, String name) {
    return Submission.builder(operation).inputs(Json.of(Work.In.named(name)));
  }

  private static Submission.Builder secret() {
    return Submission.builder("later")
        .inputs(Json.of(new Work.In("with secret", Optional.empty(), Optional.of("sesame"))));
  }

  private TaskId submit(Submission.Builder submission) {
    return errand.submit(submission.build()).id();
  }

  private void accounts() {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      accounts.add("ann", "{bcrypt}hash of ann", true);
      accounts.add("bób", "{bcrypt}hash of bob", false);
      accounts.add("gone", "hash", false);
      accounts.remove("gone");
      accounts.addGroup("maps", OptionalLong.of(7), true);
      accounts.addGroup("old", OptionalLong.empty(), false);
      accounts.removeGroup(8);
      accounts.setRole(7, "bób", Role.values()[0]);
      accounts.setRole(7, "ann", Role.values()[1]);
      accounts
          .tokens()
          .add(
              new Tokens.Token(
                  "t1", "ann", MoveOperations.ODD, LONG_AGO, LONG_AGO.plus(Duration.ofDays(9_000))),
              "ab".repeat(32));
    }
  }

  private void documents() {
    try (SqliteDocuments documents = SqliteDocuments.in(folder)) {
      long id =
          documents.register(7, List.of("a/b/ü.psml", "a/c", "z"), false, LONG_AGO).getFirst().id();
      documents.register(7, List.of("folder"), true, LONG_AGO);
      documents.move(List.of(new Documents.Move(id, "folder/ü.psml")));
      documents.remove(List.of(documents.find(7, "folder").orElseThrow().id() - 1));
    }
  }

  /** One with a secret that has started a task, one for later, one that is paused. */
  private void schedules() {
    Principal ann = Principal.user("ann");
    Submission work = secret().description(MoveOperations.ODD).retention(OWN).build();
    schedule(ann, work, new Trigger.At(Instant.now().plusSeconds(2)), false);
    schedule(ann, work, new Trigger.Every(Duration.ofDays(1), Instant.now()), false);
    schedule(Principal.LOCAL, work, Trigger.cron("30 2 * * MON#1"), true);
    GuardedSchedules schedules = errand.as(ann).schedules();
    while (schedules.list(Optional.empty(), 10).stream()
        .allMatch(schedule -> schedule.course().last().isEmpty())) {
      int _ = errand.tick();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void schedule(Principal owner, Submission work, Trigger trigger, boolean paused) {
    Plan plan = new Plan(trigger, ZoneId.of("Europe/Berlin"), CatchUp.DEFAULT, Overlap.QUEUE);
    errand.as(owner).schedules().add(new ScheduleRequest(work, plan, paused));
  }

  private void deliveries(TaskId left, TaskId cancelled) {
    try (SqliteDeliveries deliveries = SqliteDeliveries.in(folder)) {
      Receiver receiver =
          new Receiver("http://u:p@host/" + MoveOperations.ODD, "host", "http://host");
      for (long task : new long[] {left.number(), cancelled.number(), cancelled.number() + 1}) {
        deliveries.arm(
            task,
            new Subscriber(
                Map.of(CallbackEvent.SUCCESS, receiver, CallbackEvent.FAILED, receiver),
                "http://b"));
      }
      deliveries.releaseAll(LONG_AGO);
      deliveries.settle(
          deliveries.claim(Instant.now(), Duration.ofSeconds(9), Set.of()).orElseThrow(),
          new Settlement.Again("503", LONG_AGO.plusSeconds(60)));
    }
  }
}
