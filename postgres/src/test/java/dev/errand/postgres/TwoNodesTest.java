// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.NewTask;
import dev.errand.task.CancelRequest;
import dev.errand.task.ConnectionPool;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.StoreFigures;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, at the same time. */
class TwoNodesTest {

  private static final int TASKS = 300;
  private static final int KEYS = 5;

  private final PostgresSettings settings = Database.fresh();
  private final PostgresStore one = Tasks.opened(settings, "one");
  private final PostgresStore two = Tasks.opened(settings, "two");

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<T>> answers = new ArrayList<>();
      for (Callable<T> call : calls) {
        answers.add(
            threads.submit(() -> {
              start.await(30, TimeUnit.SECONDS);
              return call.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get(120, TimeUnit.SECONDS));
      }
      return results;
    }
  }

  @Test
  void everyTaskIsClaimedOnceWhileBothSubmitClaimAndEnd() throws Exception {
    Set<Long> claimed = ConcurrentHashMap.newKeySet();
    AtomicInteger ended = new AtomicInteger();
    Callable<Integer> first = () -> work(one, claimed, ended);
    Callable<Integer> second = () -> work(two, claimed, ended);

    assertThat(together(List.of(first, first, second, second))).allMatch(count -> count == TASKS);
    assertThat(claimed).hasSize(4 * TASKS);
    assertThat(one.counts())
        .singleElement()
        .satisfies(count -> {
          assertThat(count.status()).isEqualTo(TaskStatus.FINISHED);
          assertThat(count.count()).isEqualTo(4 * TASKS);
        });
  }

  private static int work(PostgresStore store, Set<Long> claimed, AtomicInteger ended) {
    for (int i = 0; i < TASKS; i++) {
      Tasks.done(store.insert(Tasks.task()));
      claimAndEnd(store, claimed, ended);
    }
    while (ended.get() < 4 * TASKS) {
      claimAndEnd(store, claimed, ended);
    }
    return TASKS;
  }

  private static void claimAndEnd(PostgresStore store, Set<Long> claimed, AtomicInteger ended) {
    for (Claimed task : Tasks.claim(store, 3)) {
      assertThat(claimed.add(task.task().id().number())).as("%s", task.task().id()).isTrue();
      assertThat(Tasks.done(store.end(AttemptRef.of(task.task()), Tasks.finished()))).isPresent();
      ended.incrementAndGet();
    }
  }

  /** Of each key there is never more than one, and they come in the order of their numbers. */
  @Test
  void orderingKeysHoldForBothNodesTogether() throws Exception {
    int each = TASKS / 3;
    KeyedRuns runs = new KeyedRuns();
    List<Callable<Integer>> nodes = new ArrayList<>();
    for (PostgresStore store : List.of(one, two, one, two)) {
      nodes.add(() -> {
        int inserted = 0;
        while (runs.ended.size() < 4 * each) {
          if (inserted < each) {
            Tasks.done(store.insert(Tasks.keyed("key " + inserted++ % KEYS)));
          }
          for (Claimed claimed : Tasks.claim(store, 2)) {
            runs.run(store, claimed.task());
          }
        }
        return inserted;
      });
    }
    together(nodes);

    assertThat(runs.order).hasSize(KEYS);
    assertThat(runs.order.values())
        .allSatisfy(numbers -> assertThat(List.copyOf(numbers)).isSorted());
  }

  /** What runs of each key, as seen from outside the store. */
  private static final class KeyedRuns {
    final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    final Map<String, ConcurrentLinkedQueue<Long>> order = new ConcurrentHashMap<>();
    final Set<Long> ended = ConcurrentHashMap.newKeySet();

    void run(PostgresStore store, Task task) {
      String key = task.submission().orderingKey().orElseThrow();
      AtomicInteger count = running.computeIfAbsent(key, _ -> new AtomicInteger());
      assertThat(count.incrementAndGet()).as("running with %s", key).isEqualTo(1);
      order.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>()).add(task.id().number());
      assertThat(Tasks.done(store.record(AttemptRef.of(task), Tasks.NOTHING))).isTrue();
      count.decrementAndGet();
      if (task.id().number() % 3 > 0) {
        Tasks.done(store.end(AttemptRef.of(task), Tasks.finished()));
        ended.add(task.id().number());
      } else {
        Tasks.done(store.requeue(AttemptRef.of(task), Tasks.requeueing()));
        cancel(store, task);
      }
    }

    /** Ends the task, unless somebody has claimed it again. */
    private void cancel(PostgresStore store, Task task) {
      CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.empty());
      Task now =
          Tasks.done(
                  store.cancel(
                      task.id().number(), request, Tasks.RETENTIONS, _ -> List.of("cancelled")))
              .orElseThrow();
      if (now.status() == TaskStatus.CANCELLED) {
        ended.add(task.id().number());
      }
    }
  }

  @Test
  void aRepeatedSubmissionMakesOneTaskWhicheverNodeTakesIt() throws Exception {
    for (int round = 0; round < 60; round++) {
      Submission submission =
          Submission.builder(Tasks.OPERATION)
              .inputs(Json.EMPTY_OBJECT)
              .owner("ann")
              .idempotency(new Idempotency("key-" + round, "ff"))
              .build();
      NewTask first = Tasks.task(submission);
      NewTask second = Tasks.task(submission);
      List<Task> tasks =
          together(
              List.of(() -> Tasks.done(one.insert(first)), () -> Tasks.done(two.insert(second))));
      assertThat(new HashSet<>(tasks)).hasSize(1);
    }
  }

  @Test
  void aCancelReachesTheRowOfATaskThatRunsElsewhere() {
    Task task = Tasks.done(one.insert(Tasks.task()));
    Task running = Tasks.claim(two, 1).getFirst().task();
    assertThat(running.id()).isEqualTo(task.id());
    CancelRequest request = new CancelRequest(Instant.EPOCH, Optional.of("ann"));
    Task asked =
        Tasks.done(one.cancel(task.id().number(), request, Tasks.RETENTIONS, _ -> List.of()))
            .orElseThrow();

    assertThat(asked.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(two.find(task.id().number()).orElseThrow().cancelRequest()).contains(request);
    assertThat(Tasks.done(two.end(AttemptRef.of(running), Tasks.finished())).orElseThrow())
        .extracting(Task::cancelRequest)
        .isEqualTo(Optional.of(request));
  }

  @Test
  void whoWasTakenFromWritesNothing() {
    Tasks.done(one.insert(Tasks.task()));
    AttemptRef old = AttemptRef.of(Tasks.claim(one, 1).getFirst().task());
    assertThat(Tasks.lost(two)).as("it runs there").isEmpty();
    new OutputTables(settings).change("DELETE FROM node WHERE name = 'one'");
    Task taken = Tasks.lost(two).getFirst().task();

    assertThat(Tasks.done(one.record(old, Tasks.NOTHING))).isFalse();
    assertThat(Tasks.done(one.end(old, Tasks.finished()))).isEmpty();
    assertThat(Tasks.done(one.requeue(old, Tasks.requeueing()))).isEmpty();
    assertThat(Tasks.done(one.giveBack(old, Tasks.cancelledEnd()))).isEmpty();
    assertThat(Tasks.done(two.end(AttemptRef.of(taken), Tasks.finished()))).isPresent();
  }

  @Test
  void bothSeeWhoIsAliveAndWhoseLeaseHasEnded() {
    assertThat(one.figures().nodes()).isEqualTo(new StoreFigures.Nodes(2, 0));
    new OutputTables(settings)
        .change(
            """
            INSERT INTO node (name, version, operations, started, heartbeat, lease_end)
            VALUES ('gone', '1', '{}', now(), now(), now() - interval '1 second')
            """);

    assertThat(one.figures().nodes()).isEqualTo(new StoreFigures.Nodes(2, 1));
    assertThat(two.figures().nodes()).isEqualTo(new StoreFigures.Nodes(2, 1));
  }

  @Test
  void connectionsAreCounted() {
    assertThat(one.connections())
        .extracting(ConnectionPool::name, ConnectionPool::most)
        .containsExactly(tuple("readers", 4), tuple("writer", 1));
    assertThat(one.connections())
        .allSatisfy(pool -> assertThat(pool.active() + pool.idle()).isBetween(1, pool.most()));
  }

  @Test
  void bothDeleteWhatHasExpired() throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      numbers.add(Tasks.done(one.insert(Tasks.task())).id().number());
    }
    for (Claimed claimed : Tasks.claim(one, 1_000)) {
      Tasks.done(one.end(AttemptRef.of(claimed.task()), Tasks.finished()));
    }
    Callable<Integer> forwards = () -> delete(one, numbers);
    Callable<Integer> backwards = () -> delete(two, numbers.reversed());

    assertThat(together(List.of(forwards, backwards)).stream().mapToInt(n -> n).sum())
        .isEqualTo(200);
    assertThat(one.counts()).isEmpty();
  }

  private static int delete(PostgresStore store, List<Long> numbers) {
    return (int)
        numbers.stream().map(store::delete).toList().stream()
            .map(Tasks::done)
            .filter(Optional::isPresent)
            .count();
  }
}
