// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.files.FolderLocks;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One root that is open twice; two openings are to each other what two processes are. */
class SharedRootTest {

  private static final int NAMES = 20;

  @TempDir private Path root;
  private Repositories one;
  private Repositories other;

  @BeforeEach
  void setUp() throws IOException {
    one = Repositories.open(root, Clock.systemUTC());
    RepositorySettings impatient =
        RepositorySettings.by(Clock.systemUTC()).patience(Duration.ofMillis(50));
    other = Repositories.open(root, impatient);
  }

  @AfterEach
  void tearDown() {
    one.close();
    other.close();
  }

  @Test
  void ofTwoWhoMakeTheSameRepositoryOneIsToldThatItExists() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    CompletableFuture<Integer> there = CompletableFuture.supplyAsync(() -> make(one, together));
    try (Repositories patient = Repositories.open(root, Clock.systemUTC())) {
      assertThat(make(patient, together) + there.join()).isEqualTo(NAMES);
    }
    assertThat(one.list()).hasSize(NAMES).isEqualTo(other.list());
    assertThat(root.resolve(".unfinished")).isEmptyDirectory();
  }

  private static int make(Repositories repositories, CyclicBarrier together) {
    int made = 0;
    for (int i = 0; i < NAMES; i++) {
      try {
        together.await();
        repositories.init("r" + i);
        made++;
      } catch (RepositoryExistsException theOtherWasFirst) {
        assertThat(repositories.find("r" + i)).isPresent();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return made;
  }

  @Test
  void aRepositoryThatNobodyMakesAnyMoreGoes() throws IOException {
    Path before = root.resolve(".unfinished/tmp-" + UUID.randomUUID() + "/data");
    String mark;
    try (FolderLocks gone = FolderLocks.open(root)) {
      mark = gone.mark();
    }
    Path left = root.resolve(".unfinished/tmp-" + mark + "-1/data");
    try (FolderLocks maker = FolderLocks.open(root)) {
      Path made = root.resolve(".unfinished/tmp-" + maker.mark() + "-1/data");
      for (Path folder : List.of(before, left, made)) {
        Files.createDirectories(folder);
      }
      one.tidy();
      assertThat(root.resolve(".unfinished")).isDirectoryNotContaining(path -> path.equals(left));
      assertThat(before).doesNotExist();
      assertThat(left).doesNotExist();
      assertThat(made).exists();
    }
    other.tidy();
    assertThat(root.resolve(".unfinished")).isEmptyDirectory();
  }

  @Test
  void whatSomebodyReadsStaysThoughItsTransactionIsCancelled() throws IOException {
    Repository repository = one.init("a");
    UUID id = repository.transactions().begin(Optional.empty()).id();
    Revision inside = TransactionsTest.commit(repository, id, "inside");
    try (FolderLocks.Held _ = repository.keep(inside)) {
      other.open("a").transactions().cancel(id);
      other.tidy();
      assertThat(repository.data(inside)).hasContent("inside");
    }
    other.tidy();
    assertThat(TransactionCrashTest.files(repository.folder())).isEmpty();
    assertThatThrownBy(() -> repository.keep(inside))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(inside.id());
  }

  @Test
  void whoLeavesACancelledTransactionRemovesItThoughInterrupted() throws IOException {
    Repository repository = one.init("a");
    UUID id = repository.transactions().begin(Optional.empty()).id();
    Transactions.Stay stay = repository.transactions().stay(Optional.of(id));
    TransactionsTest.commit(repository, id, "inside");
    other.open("a").transactions().cancel(id);
    Thread.currentThread().interrupt();
    stay.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(TransactionCrashTest.files(repository.folder())).isEmpty();
  }

  @Test
  void aLinkThatCouldNotBeMadeIsMadeAtTheNextLook() throws IOException {
    Repository repository = one.init("a");
    Path inTheWay = Files.createDirectories(repository.folder().resolve("head.gpkg/x"));
    RepositoriesTest.commit(repository, "one");
    Files.delete(inTheWay);
    Files.delete(repository.folder().resolve("head.gpkg"));
    other.tidy();
    assertThat(repository.folder().resolve("head.gpkg")).hasContent("one");
    assertThat(TransactionCrashTest.files(repository.folder()))
        .isEqualTo(TransactionCrashTest.reachable(repository));
  }
}
