// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.document.Documents.Move;
import dev.errand.document.PathInUseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every register of documents must do, as tests. A test class of one extends this and says how
 * to open it.
 */
public abstract class DocumentsContract {

  private static final long GROUP = 7;
  private static final long OTHER = 8;
  private static final int ALL = 1_000;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  /** For subclasses. */
  protected DocumentsContract() {}

  /** The register of the running test, empty at its beginning. */
  protected abstract Documents documents();

  /** Closes the register and opens it again on what was kept. */
  protected abstract Documents reopened();

  private List<Document> register(String... paths) {
    return documents().register(GROUP, List.of(paths), false, NOW);
  }

  private long id(String path) {
    return documents().find(GROUP, path).orElseThrow().id();
  }

  private static List<String> paths(List<Document> documents) {
    return documents.stream().map(Document::path).toList();
  }

  @Test
  void registersWithAllFoldersAbove() {
    Document registered = register("a/b/c.psml").getFirst();

    assertThat(registered)
        .isEqualTo(new Document(registered.id(), GROUP, "a/b/c.psml", false, NOW, NOW));
    assertThat(documents().find(registered.id())).contains(registered);
    assertThat(documents().find(GROUP, "a/b/c.psml")).contains(registered);
    for (String folder : List.of("", "a", "a/b")) {
      assertThat(documents().find(GROUP, folder)).get().matches(Document::folder);
    }
  }

  @Test
  void answersInTheOrderOfThePaths() {
    assertThat(paths(register("z", "a", "m/n"))).containsExactly("z", "a", "m/n");
    List<Document> folders = documents().register(GROUP, List.of("f", "", "m"), true, NOW);
    assertThat(paths(folders)).containsExactly("f", "", "m");
    assertThat(folders).allMatch(Document::folder);
  }

  @Test
  void whatIsRegisteredKeepsItsIdAndGetsTheNewTime() {
    Document first = register("a.psml").getFirst();
    Document again = documents().register(GROUP, List.of("a.psml"), false, LATER).getFirst();

    assertThat(again).isEqualTo(new Document(first.id(), GROUP, "a.psml", false, NOW, LATER));
    assertThat(documents().find(first.id())).contains(again);
  }

  @Test
  void groupsHaveTheSamePathsForThemselves() {
    long mine = register("a.psml").getFirst().id();
    long theirs = documents().register(OTHER, List.of("a.psml"), false, NOW).getFirst().id();

    assertThat(mine).isNotEqualTo(theirs);
    assertThat(paths(documents().below(GROUP, "", "", ALL))).containsExactly("a.psml");
  }

  @Test
  void documentsAndFoldersDoNotReplaceEachOther() {
    register("a.psml", "f/x");
    assertThatThrownBy(() -> register("new", "a.psml/below"))
        .isInstanceOf(PathInUseException.class)
        .hasMessageContaining("a.psml");
    assertThatThrownBy(() -> register("f")).isInstanceOf(PathInUseException.class);
    assertThatThrownBy(() -> register("")).isInstanceOf(PathInUseException.class);
    assertThatThrownBy(() -> documents().register(GROUP, List.of("a.psml"), true, NOW))
        .isInstanceOf(PathInUseException.class);
    assertThat(documents().find(GROUP, "new")).as("of a batch that was refused").isEmpty();
  }

  @Test
  void refusesPathsThatAreNone() {
    for (String path : List.of("/a", "a/", "a//b")) {
      assertThatThrownBy(() -> register(path)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void childrenAreWhatIsDirectlyInAFolder() {
    register("a/1", "a/2", "a/b/3", "a b", "b");
    assertThat(paths(documents().children(GROUP, "", "", ALL))).containsExactly("a", "a b", "b");
    assertThat(paths(documents().children(GROUP, "a", "", ALL)))
        .containsExactly("a/1", "a/2", "a/b");
    assertThat(paths(documents().children(GROUP, "a", "a/1", 1))).containsExactly("a/2");
    assertThat(documents().children(GROUP, "none", "", ALL)).isEmpty();
  }

  @Test
  void belowIsTheWholeSubtreeAndNothingBeside() {
    register("a/1", "a/b/3", "a b", "a0", "ab/1", "A/1");
    assertThat(paths(documents().below(GROUP, "a", "", ALL)))
        .containsExactly("a/1", "a/b", "a/b/3");
    assertThat(paths(documents().below(GROUP, "", "", ALL)))
        .containsExactly("A", "A/1", "a", "a b", "a/1", "a/b", "a/b/3", "a0", "ab", "ab/1");
  }

  @Test
  void ordersByBytes() {
    // In UTF-16 the last two would change places.
    register("é", "z", "Z", "\uD83D\uDE00", "\uFF21", "0%_*");
    assertThat(paths(documents().below(GROUP, "", "", ALL)))
        .containsExactly("0%_*", "Z", "z", "é", "\uFF21", "\uD83D\uDE00");
  }

  @Test
  void pagesGiveEverythingOnce() {
    documents()
        .register(GROUP, IntStream.range(0, 95).mapToObj(i -> "f/" + i).toList(), false, NOW);
    List<String> seen = new ArrayList<>();
    List<Document> page = documents().below(GROUP, "f", "", 10);
    while (!page.isEmpty()) {
      seen.addAll(paths(page));
      page = documents().below(GROUP, "f", page.getLast().path(), 10);
    }
    assertThat(seen).hasSize(95).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void movesKeepIdsAndTimes() {
    Document before = register("a/1").getFirst();
    documents().move(List.of(new Move(before.id(), "z/2")));

    assertThat(documents().find(before.id()))
        .contains(new Document(before.id(), GROUP, "z/2", false, NOW, NOW));
    assertThat(documents().find(GROUP, "a/1")).isEmpty();
    assertThat(paths(documents().children(GROUP, "a", "", ALL))).isEmpty();
    assertThat(paths(documents().children(GROUP, "z", "", ALL))).containsExactly("z/2");
  }

  @Test
  void aBatchOfMovesIsDoneWholeOrNotAtAll() {
    register("a", "b", "taken");
    assertThatThrownBy(
            () -> documents().move(List.of(new Move(id("a"), "c"), new Move(id("b"), "taken"))))
        .isInstanceOf(PathInUseException.class)
        .hasMessageContaining("taken");
    assertThat(paths(documents().below(GROUP, "", "", ALL))).containsExactly("a", "b", "taken");
  }

  @Test
  void placesMayBeExchangedInOneBatch() {
    long a = register("a").getFirst().id();
    long b = register("b").getFirst().id();
    documents().move(List.of(new Move(a, "b"), new Move(b, "a")));

    assertThat(id("b")).isEqualTo(a);
    assertThat(id("a")).isEqualTo(b);
  }

  @Test
  void theTopStaysWhereItIs() {
    register("a");
    assertThatThrownBy(() -> documents().move(List.of(new Move(id(""), "b"))))
        .isInstanceOf(PathInUseException.class);
    assertThatThrownBy(() -> documents().move(List.of(new Move(id("a"), ""))))
        .isInstanceOf(PathInUseException.class);
  }

  @Test
  void whatIsGoneIsPassedOver() {
    long gone = register("a").getFirst().id();
    documents().remove(List.of(gone));
    documents().remove(List.of(gone));
    documents().move(List.of(new Move(gone, "b")));

    assertThat(documents().find(gone)).isEmpty();
    assertThat(documents().find(GROUP, "b")).isEmpty();
  }

  @Test
  void anIdIsNeverUsedAgain() {
    long last = register("a").getFirst().id();
    documents().remove(List.of(last));
    reopened();

    assertThat(register("a").getFirst().id()).isGreaterThan(last);
  }

  @Test
  void keepsEverythingWhenReopened() {
    Document registered = register("a/1").getFirst();
    assertThat(reopened().find(registered.id())).contains(registered);
  }

  @Test
  void severalAtOnceRegisterEachPathOnce() throws Exception {
    List<String> all = IntStream.range(0, 200).mapToObj(i -> i % 10 + "/" + i).toList();
    CountDownLatch together = new CountDownLatch(1);
    List<Future<List<Document>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        answers.add(
            threads.submit(() -> {
              together.await();
              return documents().register(GROUP, all, false, NOW);
            }));
      }
      together.countDown();
    }
    Set<List<Document>> different = new HashSet<>();
    for (Future<List<Document>> answer : answers) {
      different.add(answer.get());
    }
    assertThat(different).hasSize(1);
    assertThat(documents().below(GROUP, "", "", ALL)).hasSize(210);
  }
}
