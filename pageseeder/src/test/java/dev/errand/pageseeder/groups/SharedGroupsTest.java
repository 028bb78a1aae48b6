// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Group;
import dev.errand.files.FolderLocks;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.AttemptContext;
import dev.errand.testkit.Looks;
import dev.errand.testkit.OtherProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one folder of groups: real processes, one stopped in the middle. */
@Timeout(90)
class SharedGroupsTest {

  private static final List<String> BEFORE =
      IntStream.range(0, 10).mapToObj(i -> "a/" + i).toList();
  private static final List<String> AFTER = BEFORE.stream().map(path -> "b/" + path).toList();

  /** The common pool may have one thread. */
  private static final Executor THREADS = Thread::startVirtualThread;

  @TempDir Path data;
  private Workshop shop;
  private Group group;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(data);
    group = shop.group("acme-specs");
    shop.files(group, BEFORE);
    shop.folder(group, "b");
    shop.folder(group, "c");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private OtherProcess stopped(String what, String moves) throws IOException {
    OtherProcess other =
        OtherProcess.start(
            GroupNeighbour.class,
            data,
            what,
            group.id(),
            shop.id(group, moves),
            shop.id(group, "b"));
    other.awaitSaid("here");
    return other;
  }

  private GroupMove.Inputs into(String path, String folder) {
    return new GroupMove.Inputs(
        group.id(), shop.id(group, path), shop.id(group, folder), Optional.empty());
  }

  /** Another attempt of the task that the other process has, on this node. */
  private CompletableFuture<AttemptContext> nextAttempt(GroupMove.Inputs inputs) {
    return CompletableFuture.supplyAsync(() -> {
      AttemptContext context = new AttemptContext(data.resolve("scratch"));
      try {
        new GroupMove(shop.keeping).run(inputs, context);
        return context;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  private void putBack() {
    try {
      new LeftRelocations(shop.keeping).putBack(shop.errand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean turnIsTaken() throws Exception {
    Optional<FolderLocks.Held> turn =
        shop.keeping
            .relocations()
            .hold(
                List.of(Place.turn(group.id())),
                UUID.randomUUID(),
                Waiting.atMost(Duration.ofMillis(120)));
    turn.ifPresent(FolderLocks.Held::close);
    return turn.isEmpty();
  }

  private static List<Place> turn(Group group) {
    return List.of(Place.turn(group.id()));
  }

  private static void assertBusy(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GroupRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(GroupRefusal.BUSY));
  }

  private static List<String> moved(AttemptContext context) {
    return context.logged().stream().filter(line -> line.startsWith("Moved ")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {GroupNeighbour.TASK, GroupNeighbour.RENAMED})
  void aTaskKeepsItsFilesAndItsTurnUntilItIsKilledAndTheNextAttemptGoesOn(String where)
      throws Exception {
    GroupMove.Inputs inputs = into("a", "b");
    try (OtherProcess other = stopped(where, "a")) {
      DocumentMove request = new DocumentMove(shop.keeping);
      GroupMove.Inputs sameFiles = into("a/9", "c");
      assertBusy(() -> request.move(sameFiles));
      assertBusy(
          () -> shop.keeping.relocations().hold(List.of(Place.document(group.id(), "a/new"))));
      assertThat(turnIsTaken()).isTrue();

      CompletableFuture<AttemptContext> next = nextAttempt(inputs);
      assertThat(turnIsTaken()).isTrue();
      assertThat(next).isNotDone();
      other.kill();
      assertThat(moved(next.join())).hasSize(10);
    }
    shop.assertDocuments(group, AFTER);
  }

  @Test
  void aFrozenTaskIsWaitedForAndNeverWritesIntoTheNextAttempt() throws Exception {
    GroupMove.Inputs inputs = into("a", "b");
    try (OtherProcess other = stopped(GroupNeighbour.TASK, "a")) {
      other.freeze();
      CompletableFuture<AttemptContext> next = nextAttempt(inputs);
      // No node knows the task, so this one wants to put back what it left.
      CompletableFuture<Void> back = CompletableFuture.runAsync(this::putBack, THREADS);
      assertThat(turnIsTaken()).isTrue();
      assertThat(shop.onDisk("acme-specs")).contains("a/9");
      other.goOn();
      other.thaw();
      other.awaitSaid("done");
      assertThat(next.join().logged()).containsExactly("All is at its place already");
      back.join();
    }
    shop.assertDocuments(group, AFTER);
  }

  @Test
  void whatIsDoneByARequestIsNotUndoneByAnotherNodeUntilItIsKilled() throws Exception {
    LeftRelocations left = new LeftRelocations(shop.keeping);
    try (OtherProcess other = stopped(GroupNeighbour.REQUEST, "a/0")) {
      try (GroupKeeping opened =
          GroupKeeping.open(shop.accounts, shop.documents, data.resolve("groups"))) {
        new LeftRelocations(opened).putBack(shop.errand);
      }
      assertThat(shop.keeping.relocations().all()).hasSize(1);
      // A task of the group settles what was left before it begins, and this was not.
      GroupMove.Inputs task = into("a/1", "c");
      assertThat(shop.ended(shop.submit(GroupMove.NAME, group, task)).status())
          .isEqualTo(TaskStatus.FINISHED);
      assertThat(shop.onDisk("acme-specs")).contains("b/0", "c/1").doesNotContain("a/0");

      other.kill();
      // As a task that waits for the files which the request was moving.
      try (FolderLocks.Held _ = shop.keeping.relocations().hold(turn(group))) {
        left.putBack(shop.errand);
      }
      assertThat(shop.keeping.relocations().all()).isEmpty();
      assertThat(shop.onDisk("acme-specs")).contains("a/0", "c/1").doesNotContain("b/0");
      assertThat(shop.registered(group)).isEqualTo(shop.onDisk("acme-specs"));
    }
  }

  @Test
  void aTaskPutsBackWhatAKilledRequestLeft() throws Exception {
    try (OtherProcess other = stopped(GroupNeighbour.REQUEST, "a/0")) {
      other.kill();
    }
    assertThat(shop.onDisk("acme-specs")).contains("b/0");
    GroupMove.Inputs task = into("a", "b");
    assertThat(shop.ended(shop.submit(GroupMove.NAME, group, task)).status())
        .isEqualTo(TaskStatus.FINISHED);
    shop.assertDocuments(group, AFTER);
  }

  @Test
  void aRelocationOfATaskThatHasNotEndedIsLeftAlone() throws Exception {
    Group project = shop.project("acme");
    try (FolderLocks.Held _ = shop.keeping.relocations().hold(turn(group))) {
      shop.submit(GroupRename.NAME, project, new GroupRename.Inputs(project.id(), "plans"));
      // Held back by its ordering key, as it may be between two attempts.
      Task waiting = shop.submit(GroupArchive.NAME, project, new GroupArchive.Inputs(project.id()));
      UUID key = waiting.id().key();
      shop.keeping.relocations().write(left(key, project, project));
      putBack();
      assertThat(shop.keeping.relocations().find(key)).isPresent();
    }
  }

  @Test
  void aTaskPutsNothingBackThatSomebodyWorksOn() throws Exception {
    Group project = shop.project("acme");
    shop.files(project, List.of("x/1"));
    shop.folder(project, "y");
    GroupMove.Inputs inputs =
        new GroupMove.Inputs(
            project.id(), shop.id(project, "x"), shop.id(project, "y"), Optional.empty());
    Relocation left = left(UUID.randomUUID(), project, group);
    try (FolderLocks.Held _ = shop.keeping.relocations().hold(left.places())) {
      shop.keeping.relocations().write(left);
      Task task = shop.submit(GroupMove.NAME, project, inputs);
      assertThat(shop.ended(task).status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(shop.keeping.relocations().all()).containsExactly(left);
    }
    inputs =
        new GroupMove.Inputs(
            project.id(), shop.id(project, "y/x"), shop.id(project, ""), Optional.empty());
    assertThat(shop.ended(shop.submit(GroupMove.NAME, project, inputs)).status())
        .isEqualTo(TaskStatus.FINISHED);
    shop.assertDocuments(project, List.of("x/1"));
    shop.assertDocuments(group, BEFORE);
  }

  @Test
  void aTaskOfAProjectWaitsForAllItsGroups() throws Exception {
    Group project = shop.project("acme");
    Task task;
    try (FolderLocks.Held _ = shop.keeping.relocations().hold(turn(group))) {
      task = shop.submit(GroupRename.NAME, project, new GroupRename.Inputs(project.id(), "plans"));
      while (shop.errand.task(task.id().number()).orElseThrow().status() != TaskStatus.RUNNING) {
        Looks.pause();
      }
      shop.errand.await(task.id(), Duration.ofMillis(300));
      assertThat(shop.path("acme-specs")).isDirectory();
    }
    assertThat(shop.ended(task).status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(shop.path("plans-specs")).isDirectory();
  }

  @Test
  void aHoldOfAnotherProcessIsSeenAndEndsWithIt() throws Exception {
    List<Place> wanted = left(UUID.randomUUID(), group, group).places();
    try (OtherProcess other = stopped(GroupNeighbour.HOLD, "a/0")) {
      assertBusy(() -> shop.keeping.relocations().hold(wanted));
      try (GroupKeeping opened =
          GroupKeeping.open(shop.accounts, shop.documents, data.resolve("groups"))) {
        assertBusy(() -> opened.relocations().hold(wanted));
      }
      shop.keeping.relocations().hold(List.of(Place.document(group.id(), "b"))).close();
      other.kill();
      shop.keeping.relocations().hold(wanted).close();
    }
  }

  @Test
  void twoGroupsDoNotGetOneNameAtOnce() throws Exception {
    Group other = shop.group("acme-other");
    Relocation first = renaming(group, "acme-plans");
    List<Place> second = renaming(other, "acme-plans").places();
    try (GroupKeeping node =
        GroupKeeping.open(shop.accounts, shop.documents, data.resolve("groups"))) {
      try (FolderLocks.Held _ = shop.keeping.relocations().hold(first.places())) {
        assertBusy(() -> node.relocations().hold(second));
        shop.keeping.relocations().write(first);
      }
      assertBusy(() -> node.relocations().hold(second));
      shop.keeping.relocations().end(first);
      node.relocations().hold(second).close();
    }
  }

  /** Of a task of one group, or of a request, with files of another. */
  private static Relocation left(UUID key, Group tasks, Group files) {
    String documents = files.name() + "/documents/";
    return new Relocation(
        key,
        "left",
        tasks.id(),
        10,
        Optional.empty(),
        List.of(new Relocation.Tree(documents + "a", documents + "b/a")),
        List.of(new Relocation.Shift(files.id(), "a", "b/a")),
        List.of());
  }

  private static Relocation renaming(Group group, String name) {
    return new Relocation(
        UUID.randomUUID(),
        "renaming",
        group.id(),
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(new Relocation.Renaming(group.id(), group.name(), name)));
  }
}
