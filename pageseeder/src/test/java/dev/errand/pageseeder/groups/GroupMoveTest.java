// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.task.Failure;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Looks;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class GroupMoveTest {

  @TempDir Path data;
  private Workshop shop;
  private Group group;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(data);
    group = shop.group("acme-specs");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static List<String> numbered(String folder, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "%s/%02d/%05d.psml".formatted(folder, i % 20, i))
        .toList();
  }

  private static String failure(Task task) {
    return task.failure().flatMap(Failure::message).orElse("no failure");
  }

  @Test
  void movesTenThousandFilesWithProgressAndKeepsTheirIds() throws Exception {
    shop.files(group, numbered("a", 10_000));
    shop.folder(group, "b");
    shop.folder(group, "a/empty");
    long one = shop.id(group, "a/07/00007.psml");
    long folder = shop.id(group, "a/07");
    List<Double> amounts = new ArrayList<>();

    Task task = shop.submit(GroupMove.NAME, group, shop.into(group, "a", "b"));
    while (!task.status().isTerminal()) {
      Looks.pause();
      task = shop.errand.task(task.id().number()).orElseThrow();
      task.progress().filter(p -> p.total().isPresent()).ifPresent(p -> amounts.add(p.amount()));
    }

    assertThat(task.status()).as(failure(task)).isEqualTo(TaskStatus.FINISHED);
    assertThat(task.description()).isEqualTo("Moving thread for group acme-specs");
    assertThat(task.progress())
        .contains(new Progress("Moved 10000 of 10000 files", 10_000, OptionalDouble.of(10_000)));
    assertThat(amounts).isSorted();
    shop.assertDocuments(group, numbered("b/a", 10_000));
    assertThat(shop.id(group, "b/a/07/00007.psml")).isEqualTo(one);
    assertThat(shop.id(group, "b/a/07")).isEqualTo(folder);
    assertThat(shop.path("acme-specs/documents/b/a/empty")).isDirectory();
    assertThat(shop.path("acme-specs/documents/a")).doesNotExist();
    assertThat(Files.readString(shop.path("acme-specs/documents/b/a/07/00007.psml")))
        .isEqualTo("a/07/00007.psml");
    assertThat(shop.log(task))
        .contains(
            "Moved /ps/acme/specs/documents/a/07/00007.psml to"
                + " /ps/acme/specs/documents/b/a/07/00007.psml");
  }

  @Test
  void aCancelInTheMiddlePutsEverythingBack() throws Exception {
    List<String> all = numbered("a", 10_000);
    shop.files(group, all);
    shop.folder(group, "b");
    Task task = shop.submit(GroupMove.NAME, group, shop.into(group, "a", "b"));
    while (task.progress().map(Progress::amount).orElse(0.0) < 100) {
      Looks.pause();
      task = shop.errand.task(task.id().number()).orElseThrow();
    }
    shop.errand.cancel(task.id(), Optional.empty());

    task = shop.ended(task);
    assertThat(task.status()).isEqualTo(TaskStatus.CANCELLED);
    shop.assertDocuments(group, all);
    assertThat(shop.path("acme-specs/documents/b/a")).doesNotExist();
    assertThat(task.progress().orElseThrow().amount()).isBetween(100.0, 9_999.0);
  }

  @Test
  void renamesOnTheWay() throws Exception {
    shop.files(group, List.of("a/x.psml"));
    assertThat(shop.moved(group, shop.into(group, "a", "", "c")).status())
        .isEqualTo(TaskStatus.FINISHED);
    shop.assertDocuments(group, List.of("c/x.psml"));
  }

  @Test
  void whatIsNotRegisteredMovesToo() throws Exception {
    shop.files(group, List.of("a/x.psml"));
    shop.folder(group, "b");
    Files.writeString(shop.path("acme-specs/documents/a/beside.txt"), "put here by hand");
    assertThat(shop.moved(group, shop.into(group, "a", "b")).status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(shop.onDisk("acme-specs")).containsExactly("b/a/beside.txt", "b/a/x.psml");
  }

  @Test
  void refusesWhatCannotBe() throws Exception {
    shop.files(group, List.of("a/x.psml", "a/b/y.psml", "c/a/z.psml", "d.psml"));
    Group other = shop.group("acme-other");
    long elsewhere = shop.folder(other, "f");
    long gone = elsewhere + 1_000;

    refused(GroupRefusal.INTO_ITSELF, shop.into(group, "a", "a"));
    refused(GroupRefusal.INTO_ITSELF, shop.into(group, "a", "a/b"));
    refused(GroupRefusal.PATH_IN_USE, shop.into(group, "a", "c"));
    refused(GroupRefusal.PATH_IN_USE, shop.into(group, "a", ""));
    refused(GroupRefusal.NOT_A_FOLDER, shop.into(group, "a", "d.psml"));
    refused(GroupRefusal.TOP_FOLDER, shop.into(group, "", "a"));
    refused(GroupRefusal.HIDDEN_NAME, shop.into(group, "a", "", ".hidden"));
    refused(GroupRefusal.HIDDEN_NAME, shop.into(group, "a", "", ".."));
    for (String name : List.of("../../x", "x/y", "x\\y", "x\u0000y", "n".repeat(256))) {
      refused(
          name.startsWith(".") ? GroupRefusal.HIDDEN_NAME : GroupRefusal.INVALID_NAME,
          shop.into(group, "a", "", name));
    }
    for (long destination : List.of(elsewhere, gone)) {
      refused(
          GroupRefusal.UNKNOWN_URI,
          new GroupMove.Inputs(group.id(), shop.id(group, "a"), destination, Optional.empty()));
    }
    Files.createDirectories(shop.path("acme-specs/documents/c/taken"));
    refused(GroupRefusal.PATH_IN_USE, shop.into(group, "a", "c", "taken"));
    shop.assertDocuments(group, List.of("a/x.psml", "a/b/y.psml", "c/a/z.psml", "d.psml"));
  }

  private void refused(GroupRefusal refusal, GroupMove.Inputs inputs) {
    assertThatThrownBy(() -> shop.submit(GroupMove.NAME, group, inputs))
        .as("%s", inputs)
        .isInstanceOfSatisfying(
            GroupRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  @Test
  void worksInTheGroupOfTheTaskOnly() throws Exception {
    shop.files(group, List.of("a/x.psml"));
    shop.folder(group, "b");
    Group mine = shop.group("mine");
    GroupMove.Inputs inputs = shop.into(group, "a", "b");
    assertThatThrownBy(() -> shop.submit(GroupMove.NAME, mine, inputs))
        .isInstanceOf(InvalidInputsException.class)
        .hasMessageContaining("group");
    Task unsaid = shop.errand.submit(Submission.of(GroupMove.NAME, inputs));
    assertThat(unsaid.submission().group()).hasValue(group.id());
  }

  @Test
  void aMissingFileFailsBeforeAnythingMoves() throws Exception {
    shop.files(group, List.of("a/1.psml", "a/2.psml"));
    shop.folder(group, "b");
    Files.delete(shop.path("acme-specs/documents/a/2.psml"));

    Task task = shop.moved(group, shop.into(group, "a", "b"));
    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failure(task)).contains("/ps/acme/specs/documents/a/2.psml");
    assertThat(shop.onDisk("acme-specs")).containsExactly("a/1.psml");
    assertThat(shop.registered(group)).containsExactly("a/1.psml", "a/2.psml");
  }

  @Test
  void twoFoldersForOnePlaceLeaveOneWhereItWas() throws Exception {
    shop.files(group, numbered("a", 500));
    shop.files(group, numbered("b", 500));
    shop.folder(group, "t");
    Task first = shop.submit(GroupMove.NAME, group, shop.into(group, "a", "t", "n"));
    Task second = shop.submit(GroupMove.NAME, group, shop.into(group, "b", "t", "n"));

    assertThat(shop.ended(first).status()).isEqualTo(TaskStatus.FINISHED);
    Task refused = shop.ended(second);
    assertThat(refused.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failure(refused)).contains("/ps/acme/specs/documents/t/n");
    List<String> expected = new ArrayList<>(numbered("t/n", 500));
    expected.addAll(numbered("b", 500));
    shop.assertDocuments(group, expected);
  }

  @Test
  void aPathThatWouldBeTooLongFailsBeforeAnythingMoves() throws Exception {
    String name = "n".repeat(240);
    String deep = String.join("/", Collections.nCopies(7, name));
    shop.files(group, List.of("a/" + deep));
    shop.folder(group, "b/" + name);
    shop.folder(group, "b/" + name + "/" + name);

    Task task = shop.moved(group, shop.into(group, "a", "b/" + name + "/" + name));
    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failure(task)).contains("at most");
    shop.assertDocuments(group, List.of("a/" + deep));
  }

  @Test
  void aServerThatStopsLeavesTheRestToTheNextAttempt() throws Exception {
    shop.files(group, numbered("a", 5_000));
    shop.folder(group, "b");
    Task task = shop.submit(GroupMove.NAME, group, shop.into(group, "a", "b"));
    while (task.progress().map(Progress::amount).orElse(0.0) < 100) {
      Looks.pause();
      task = shop.errand.task(task.id().number()).orElseThrow();
    }
    shop.close();
    try (SqliteDocuments documents = SqliteDocuments.in(data)) {
      assertThat(new RegisterShift(documents, group.id(), "a", "b/a").count())
          .as("documents that were left when it stopped")
          .isBetween(1L, 4_900L);
    }

    shop = new Workshop(data);
    Task ended = shop.ended(task);
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(2);
    shop.assertDocuments(group, numbered("b/a", 5_000));
    assertThat(shop.log(ended).stream().filter(line -> line.startsWith("Moved "))).hasSize(5_000);
  }

  @Test
  void documentsForOnePlaceAtOnceLeaveOneThere() throws Exception {
    List<String> paths = IntStream.range(0, 8).mapToObj(i -> "d" + i + ".psml").toList();
    shop.files(group, paths);
    shop.folder(group, "t");
    DocumentMove move = new DocumentMove(shop.keeping);
    List<Future<Document>> moves = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String path : paths) {
        GroupMove.Inputs inputs = shop.into(group, path, "t", "n.psml");
        moves.add(threads.submit(() -> move.move(inputs)));
      }
    }
    assertThat(moves.stream().filter(each -> each.state() == Future.State.SUCCESS)).hasSize(1);
    assertThat(moves.stream().filter(each -> each.state() == Future.State.FAILED))
        .allMatch(each -> each.exceptionNow() instanceof GroupRefusedException);
    assertThat(shop.onDisk("acme-specs")).hasSize(8).contains("t/n.psml");
    assertThat(shop.registered(group)).isEqualTo(shop.onDisk("acme-specs"));
    assertThat(shop.keeping.relocations().all()).isEmpty();
  }

  @Test
  void aFolderGoesInOneStep() throws Exception {
    shop.files(group, List.of("a/1.psml", "a/b/2.psml"));
    shop.folder(group, "t");
    Path documents = shop.path("acme-specs/documents");
    Object folder = key(documents.resolve("a"));
    Object file = key(documents.resolve("a/b/2.psml"));
    try (BufferedReader open = Files.newBufferedReader(documents.resolve("a/b/2.psml"))) {
      Task task = shop.moved(group, shop.into(group, "a", "t"));
      assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(open.readLine()).as("by who has it open").isEqualTo("a/b/2.psml");
      assertThat(shop.log(task))
          .containsOnlyOnce(
              "Renamed /ps/acme/specs/documents/a to /ps/acme/specs/documents/t/a",
              "Moved /ps/acme/specs/documents/a/1.psml to /ps/acme/specs/documents/t/a/1.psml");
    }
    assertThat(key(documents.resolve("t/a"))).isEqualTo(folder);
    assertThat(key(documents.resolve("t/a/b/2.psml"))).isEqualTo(file);
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void anotherFileSystemIsRefusedAndNothingMoves() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isWritable();
    assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(data));
    Path elsewhere = Files.createTempDirectory(memory, "errand-");
    try {
      shop.files(group, List.of("a/1.psml", "a/2.psml"));
      shop.folder(group, "b");
      Files.delete(shop.path("acme-specs/documents/b"));
      Files.createSymbolicLink(shop.path("acme-specs/documents/b"), elsewhere);

      Task task = shop.moved(group, shop.into(group, "a", "b"));
      assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
      assertThat(failure(task)).contains("on different file systems");
      assertThat(elsewhere).isEmptyDirectory();
      shop.assertDocuments(group, List.of("a/1.psml", "a/2.psml"));
    } finally {
      Files.delete(elsewhere);
    }
  }
}
