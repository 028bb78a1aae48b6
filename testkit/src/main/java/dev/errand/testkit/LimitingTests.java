// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.limit.Limit;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.limit.Shares;
import dev.errand.limit.Terms;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.QueuePlace;
import dev.errand.store.Store;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That claims keep to limits, and whose turn it is. */
abstract class LimitingTests extends StoreTests {

  private static final Scope COUNT = new Scope.OfOperation(OPERATION);

  private final Shares shares = new Shares();
  private final AtomicBoolean heldBack = new AtomicBoolean();

  LimitingTests(Supplier<Store> medium) {
    super(medium);
  }

  private static Limits limits(Map<Scope, Limit> set) {
    return new Limits(SharedBy.NOBODY, set, Set.of());
  }

  private static Limits limits(Scope scope, Limit limit) {
    return limits(Map.of(scope, limit));
  }

  private Terms terms(Limits limits) {
    return new Terms(() -> limits, shares, heldBack);
  }

  private List<Task> claim(int free, Limits limits) {
    return done(store.claim(new Claim(false, () -> free, clock, terms(limits)))).stream()
        .map(Claimed::task)
        .toList();
  }

  private List<Long> numbers(int free, Limits limits) {
    return claim(free, limits).stream().map(StoreTests::number).toList();
  }

  private static Submission.Builder of(String operation, String owner) {
    return Submission.builder(operation).owner(owner);
  }

  private Task other() {
    return insert(Submission.builder(OTHER));
  }

  @Test
  void noMoreRunThanMay() {
    Limits two = limits(COUNT, Limit.NONE.concurrency(2));
    Task first = insert();
    Task second = insert();
    Task third = insert();

    assertThat(numbers(2, two)).containsExactly(number(first), number(second));
    assertThat(heldBack).as("it was not looked at").isFalse();
    assertThat(numbers(10, two)).isEmpty();
    assertThat(heldBack).isTrue();
    finish(find(first));
    assertThat(numbers(10, two)).containsExactly(number(third));
    assertThat(heldBack).isFalse();
  }

  @Test
  void asManyStartAsThereIsRoomForWhateverElseRuns() {
    Limits three = limits(COUNT, Limit.NONE.concurrency(3));
    Task first = insert();
    Task second = insert();
    insert();
    insert();

    assertThat(numbers(2, three)).containsExactly(number(first), number(second));
    assertThat(numbers(2, three)).containsExactly(3L);
    assertThat(heldBack).isTrue();
    finish(find(first));
    finish(find(second));
    assertThat(numbers(1, three)).containsExactly(4L);
    assertThat(heldBack).as("nothing could keep it back").isFalse();

    Limits perNode = limits(COUNT, Limit.NONE.concurrencyPerNode(3));
    insert();
    insert();
    assertThat(numbers(2, perNode)).containsExactly(5L);
  }

  @Test
  void whatIsBehindOnesThatMayNotGoes() {
    for (int i = 0; i < 300; i++) {
      insert();
    }
    Task other = other();
    Limits one = limits(COUNT, Limit.NONE.concurrency(1));

    assertThat(numbers(3, one)).containsExactly(1L, number(other));
    assertThat(heldBack).isTrue();
    assertThat(numbers(3, one)).isEmpty();
  }

  @Test
  void usersAndGroupsAreCountedOverAllOperations() {
    Task ada = insert(of(OPERATION, "ada"));
    insert(of(OTHER, "ada"));
    Task bob = insert(of(OPERATION, "bob").group(7));
    insert(of(OPERATION, "eve").group(7));
    Task nobodys = insert();
    Limits one =
        limits(
            Map.of(
                new Scope.EachUser(),
                Limit.NONE.concurrency(1),
                new Scope.OfGroup(7),
                Limit.NONE.concurrency(1)));

    assertThat(numbers(10, one)).containsExactly(number(ada), number(bob), number(nobodys));
    finish(find(bob));
    assertThat(claim(10, one))
        .singleElement()
        .satisfies(task -> assertThat(task.submission().owner()).contains("eve"));
  }

  @Test
  void ofUsersTheOneIsShownOfWhomMostRun() {
    Limits limits =
        limits(
            Map.of(
                new Scope.EachUser(),
                Limit.NONE.concurrency(4),
                new Scope.OfUser("ada"),
                Limit.NONE.concurrency(9)));
    assertThat(limits.fullest(new Scope.EachUser(), store.limits().running())).isEmpty();
    for (String owner : List.of("ada", "ada", "ada", "bob", "eve", "eve")) {
      insert(of(OPERATION, owner));
    }
    assertThat(claim(6, limits)).hasSize(6);

    Running running = store.limits().running();
    assertThat(limits.fullest(new Scope.EachUser(), running)).contains(new Scope.OfUser("eve"));
    assertThat(limits.used(new Scope.EachUser(), running)).isEqualTo(0.5);
    assertThat(limits.used(new Scope.OfUser("ada"), running)).isEqualTo(3 / 9.0);
    assertThat(limits.used(new Scope.All(), running)).as("without a limit").isZero();
    assertThat(limits.fullest(new Scope.EachGroup(), running)).isEmpty();
  }

  @Test
  void whatIsSaidOfOneUserCountsInsteadOfWhatIsSaidOfEach() {
    for (int i = 0; i < 3; i++) {
      insert(of(OPERATION, "ada"));
      insert(of(OPERATION, "bob"));
    }
    Limits limits =
        limits(
            Map.of(
                new Scope.EachUser(),
                Limit.NONE.concurrency(1),
                new Scope.OfUser("ada"),
                Limit.NONE.concurrency(2)));

    assertThat(numbers(10, limits)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void oneLimitOfAllCountsAll() {
    insert();
    other();
    insert(of(OTHER, "ada"));

    assertThat(numbers(10, limits(new Scope.All(), Limit.NONE.concurrency(2))))
        .containsExactly(1L, 2L);
  }

  @Test
  void thoseThatWaitWhileTheyRunCountToo() {
    Limits two = limits(COUNT, Limit.NONE.concurrency(2));
    insert(Submission.builder(OPERATION).build(), true);
    insert();
    insert();

    assertThat(done(store.claim(new Claim(true, () -> 9, clock, terms(two))))).hasSize(1);
    assertThat(numbers(9, two)).containsExactly(2L);
  }

  @Test
  void thisNodesCountByThemselves() {
    insert();
    insert();
    Limits one = limits(COUNT, Limit.NONE.concurrency(5).concurrencyPerNode(1));

    assertThat(numbers(10, one)).containsExactly(1L);
    assertThat(numbers(10, one)).isEmpty();
  }

  @Test
  void nothingOfAPausedOperationStarts() {
    insert();
    Task other = other();
    Limits paused = new Limits(SharedBy.NOBODY, Map.of(), Set.of(OPERATION));

    assertThat(numbers(10, paused)).containsExactly(number(other));
    assertThat(numbers(10, paused)).isEmpty();
    assertThat(numbers(10, Limits.NONE)).containsExactly(1L);
  }

  @Test
  void priorityGoesBeforeLanes() {
    insert(urgent(1).owner("ada"));
    insert(urgent(3).owner("bob"));
    insert(urgent(2).owner("ada"));
    insert(urgent(3).owner("ada"));
    insert(urgent(Integer.MAX_VALUE).owner("ada"));
    insert(urgent(Integer.MIN_VALUE).owner("bob"));
    Limits shared = new Limits(SharedBy.USER, Map.of(), Set.of());

    assertThat(numbers(1, shared)).containsExactly(5L);
    assertThat(numbers(4, shared)).containsExactly(2L, 4L, 3L, 1L);
    assertThat(numbers(4, shared)).containsExactly(6L);
  }

  @Test
  void theOrderOfAKeyHolds() {
    insert(keyed("k").owner("ada"));
    insert(keyed("k").owner("bob"));
    Limits shared = new Limits(SharedBy.USER, Map.of(), Set.of());

    assertThat(numbers(9, shared)).containsExactly(1L);
    assertThat(numbers(9, shared)).isEmpty();
  }

  private Map<String, Integer> turns(int most, Limits limits, int together) {
    Map<String, Integer> turns = new HashMap<>();
    for (int turn = 0; turn < most; turn += together) {
      List<Task> claimed = claim(together, limits);
      claimed.forEach(one -> turns.merge(one.submission().owner().orElse("-"), 1, Integer::sum));
      claimed.forEach(this::finish);
    }
    return turns;
  }

  @Test
  void thoseWhoWaitGetTheirSharesByWeight() {
    Limits weighed =
        new Limits(SharedBy.USER, Map.of(new Scope.OfUser("bob"), Limit.NONE.weight(3)), Set.of());
    for (int i = 0; i < 40; i++) {
      insert(of(OPERATION, "ada"));
    }
    for (int i = 0; i < 40; i++) {
      insert(of(i % 2 == 0 ? OPERATION : OTHER, "bob"));
    }

    assertThat(turns(16, weighed, 1)).isEqualTo(Map.of("ada", 4, "bob", 12));
    assertThat(turns(32, weighed, 8)).isEqualTo(Map.of("ada", 8, "bob", 24));
  }

  @Test
  void whatOneDoesNotUseOthersGet() {
    Limits shared = new Limits(SharedBy.USER, Map.of(), Set.of());
    for (int i = 0; i < 30; i++) {
      insert(of(OPERATION, "ada"));
    }

    assertThat(turns(10, shared, 1)).isEqualTo(Map.of("ada", 10));
    for (int i = 0; i < 10; i++) {
      insert(of(OPERATION, "bob"));
    }
    assertThat(turns(10, shared, 1)).as("nothing is caught up on").containsEntry("ada", 5);
  }

  @Test
  void groupsShareToo() {
    Limits shared =
        new Limits(SharedBy.GROUP, Map.of(new Scope.OfGroup(2), Limit.NONE.weight(2)), Set.of());
    for (int i = 0; i < 30; i++) {
      insert(of(OPERATION, "one").group(1));
      insert(of(OPERATION, "two").group(2));
      insert(of(OPERATION, "none"));
    }

    assertThat(turns(16, shared, 4)).isEqualTo(Map.of("one", 4, "two", 8, "none", 4));
  }

  /** Against the plainest thing that could be right: all that wait, one after the other. */
  @Test
  void choosesWhatTheWholeQueueWouldTell() {
    Random random = new Random(15);
    for (int round = 0; round < 6; round++) {
      Limits limits =
          limits(
              Map.of(
                  COUNT,
                  Limit.NONE.concurrency(2 + random.nextInt(3)),
                  new Scope.EachUser(),
                  Limit.NONE.concurrency(2),
                  new Scope.EachGroup(),
                  Limit.NONE.concurrency(3)));
      for (int i = 0; i < 40; i++) {
        Submission.Builder task =
            of(random.nextBoolean() ? OPERATION : OTHER, "user " + random.nextInt(5))
                .priority(random.nextInt(2));
        insert(random.nextBoolean() ? task : task.group(1 + random.nextInt(3)));
      }
      List<Task> running =
          new ArrayList<>(QueueModel.with(store, TaskStatus.RUNNING, clock.instant()));
      for (Task task : running) {
        if (random.nextBoolean()) {
          finish(task);
        }
      }
      int free = 1 + random.nextInt(6);
      List<Long> expected = QueueModel.choose(store, limits, free, clock.instant());
      assertThat(numbers(free, limits)).isEqualTo(expected);
    }
  }

  @Test
  void tellsHowManyRunAndComeBefore() {
    Task first = insert(of(OPERATION, "ada").group(7));
    claim(1, Limits.NONE);
    insert(urgent(1));
    insert(Submission.builder(OTHER));
    Task last = insert();

    assertThat(store.limits().running().all(COUNT)).isEqualTo(1);
    assertThat(store.limits().running().all(new Scope.OfUser("ada"))).isEqualTo(1);
    assertThat(store.limits().running().all(new Scope.OfGroup(7))).isEqualTo(1);
    assertThat(store.limits().running().here(new Scope.All())).isEqualTo(1);
    Task held = insert(keyed("k"));
    Task behind = insert(keyed("k"));
    assertThat(store.limits().place(number(last), 100))
        .contains(new QueuePlace(false, Map.of(OPERATION, 1L, OTHER, 1L)));
    assertThat(store.limits().place(number(last), 1))
        .contains(new QueuePlace(false, Map.of(OPERATION, 1L)));
    assertThat(store.limits().place(number(held), 100))
        .contains(new QueuePlace(false, Map.of(OPERATION, 2L, OTHER, 1L)));
    assertThat(store.limits().place(number(behind), 100).orElseThrow().held()).isTrue();
    assertThat(store.limits().place(number(first), 100)).as("runs").isEmpty();
  }
}
