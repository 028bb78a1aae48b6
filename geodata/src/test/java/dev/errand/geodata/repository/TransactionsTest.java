// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.task.Principal;
import dev.errand.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed in a transaction is seen at its end, or never. */
class TransactionsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final UUID UNKNOWN = UUID.fromString("0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11");

  @TempDir private Path root;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private Repository repository;
  private Revision old;

  @BeforeEach
  void setUp() throws IOException {
    open().init("a");
    repository = open().open("a");
    old = RepositoriesTest.commit(repository, "old");
  }

  private Repositories open() throws IOException {
    return Repositories.open(
        root, RepositorySettings.by(clock.withZone(ZoneOffset.UTC)).transactionTimeout(TIMEOUT));
  }

  private UUID begin() throws IOException {
    return repository.transactions().begin(Optional.of("jo")).id();
  }

  static Revision commit(Repository repository, UUID transaction, String content)
      throws IOException {
    try (Draft draft = repository.draft(Optional.of(transaction))) {
      Files.writeString(draft.file(), content);
      return repository.commit(
          draft, RepositoriesTest.layers(content), RepositoriesTest.note(content));
    }
  }

  private long dataFiles() throws IOException {
    try (Stream<Path> files = Files.list(repository.folder().resolve("data"))) {
      return files.count();
    }
  }

  private long transactionFiles() throws IOException {
    try (Stream<Path> files = Files.list(repository.folder().resolve("transactions"))) {
      return files.count();
    }
  }

  @Test
  void showsAtItsEndWhatWasCommittedInside() throws IOException {
    UUID id = begin();
    Revision first = commit(repository, id, "first");
    Revision second = commit(repository, id, "second");
    assertThat(repository.head()).contains(old);
    assertThat(repository.folder().resolve("head.gpkg")).hasContent("old");
    assertThat(repository.head(Optional.of(id))).contains(second);
    repository.transactions().end(id);
    assertThat(repository.log(10)).containsExactly(second, first, old);
    assertThat(repository.folder().resolve("head.gpkg")).hasContent("second");
    assertThat(transactionFiles()).isZero();
    assertThatThrownBy(() -> repository.transactions().end(id))
        .isInstanceOf(TransactionNotFoundException.class);
  }

  @Test
  void leavesNothingBehindWhenItIsCancelled() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "inside");
    repository.transactions().cancel(id);
    assertThat(repository.log(10)).containsExactly(old);
    assertThat(repository.revision(inside.id())).isEmpty();
    assertThat(dataFiles()).isEqualTo(1);
    assertThat(transactionFiles()).isZero();
    assertThatThrownBy(() -> commit(repository, id, "more"))
        .isInstanceOf(TransactionNotFoundException.class)
        .hasMessage("A transaction with the provided ID could not be found.");
    assertThat(dataFiles()).isEqualTo(1);
  }

  @Test
  void survivesARestart() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "inside");
    repository = open().open("a");
    assertThat(repository.head()).contains(old);
    assertThat(repository.head(Optional.of(id))).contains(inside);
    assertThat(repository.transactions().get(id).owner()).contains("jo");
    repository.transactions().end(id);
    assertThat(repository.head()).contains(inside);
  }

  @Test
  void beginsInAnEmptyRepositoryToo() throws IOException {
    repository = open().init("b");
    UUID id = begin();
    assertThat(repository.head(Optional.of(id))).isEmpty();
    Revision first = commit(repository, id, "first");
    assertThat(repository.head()).isEmpty();
    repository.transactions().end(id);
    assertThat(repository.log(10)).containsExactly(first);
  }

  @Test
  void ofTwoThatChangedTheRepositoryTheSecondIsRefused() throws IOException {
    UUID one = begin();
    UUID two = begin();
    Revision first = commit(repository, one, "one");
    Revision second = commit(repository, two, "two");
    repository.transactions().end(one);
    assertThatThrownBy(() -> repository.transactions().end(two))
        .isInstanceOf(TransactionRefusedException.class)
        .hasMessageContaining("conflicts with what was committed since")
        .hasMessageContaining(old.id())
        .hasMessageContaining(first.id());
    assertThat(repository.log(10)).containsExactly(first, old);
    assertThat(repository.head(Optional.of(two))).contains(second);
    repository.transactions().cancel(two);
    assertThat(dataFiles()).isEqualTo(2);
  }

  @Test
  void aCommitWithoutTransactionConflictsToo() throws IOException {
    UUID id = begin();
    commit(repository, id, "inside");
    Revision outside = RepositoriesTest.commit(repository, "outside");
    assertThatThrownBy(() -> repository.transactions().end(id))
        .isInstanceOf(TransactionRefusedException.class);
    assertThat(repository.head()).contains(outside);
  }

  @Test
  void oneThatChangedNothingEndsWhateverHappenedOutside() throws IOException {
    UUID id = begin();
    Revision outside = RepositoriesTest.commit(repository, "outside");
    repository.transactions().end(id);
    assertThat(repository.head()).contains(outside);
  }

  @Test
  void theSameChangeOutsideKeepsWhatTheTransactionThrowsAway() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "same");
    Revision outside = RepositoriesTest.commit(repository, "same");
    assertThat(inside).isEqualTo(outside);
    repository.transactions().cancel(id);
    assertThat(repository.data(outside)).hasContent("same");
    assertThat(repository.log(10)).containsExactly(outside, old);
  }

  @Test
  void endsByItselfWhenItIsLeftAlone() throws IOException {
    UUID id = begin();
    commit(repository, id, "inside");
    clock.advance(TIMEOUT.minusSeconds(1));
    assertThat(repository.transactions().find(id)).isPresent();
    clock.advance(TIMEOUT.minusSeconds(1));
    assertThat(repository.transactions().find(id)).as("used in between").isPresent();
    clock.advance(TIMEOUT);
    assertThat(repository.transactions().find(id)).isEmpty();
    assertThatThrownBy(() -> repository.transactions().end(id))
        .isInstanceOf(TransactionNotFoundException.class);
    assertThat(dataFiles()).isEqualTo(2);
    repository.transactions().endAbandoned();
    assertThat(dataFiles()).isEqualTo(1);
    assertThat(transactionFiles()).isZero();
    assertThat(repository.head()).contains(old);
  }

  @Test
  void isSweptWhenTheRepositoriesAreOpened() throws IOException {
    UUID gone = begin();
    commit(repository, gone, "gone");
    clock.advance(TIMEOUT.minusMinutes(1));
    UUID fresh = begin();
    Files.writeString(repository.folder().resolve("transactions/tmp-7"), "unfinished");
    clock.advance(Duration.ofMinutes(1));
    repository = open().open("a");
    assertThat(dataFiles()).isEqualTo(1);
    assertThat(transactionFiles()).isEqualTo(1);
    assertThat(repository.transactions().find(gone)).isEmpty();
    assertThat(repository.transactions().find(fresh)).isPresent();
  }

  @Test
  void staysAsLongAsSomebodyIsAtWorkInIt() throws IOException {
    UUID id = begin();
    try (Transactions.Stay stay = repository.transactions().stay(Optional.of(id))) {
      clock.advance(TIMEOUT.multipliedBy(3));
      repository.transactions().endAbandoned();
      commit(repository, id, "late");
      assertThatThrownBy(() -> repository.transactions().end(id))
          .isInstanceOf(TransactionRefusedException.class)
          .hasMessageContaining("still at work");
    }
    clock.advance(TIMEOUT.minusSeconds(1));
    repository.transactions().end(id);
    assertThat(repository.folder().resolve("head.gpkg")).hasContent("late");
  }

  @Test
  void keepsWhatSomebodyReadsWhoIsAtWorkInACancelledOne() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "inside");
    try (Transactions.Stay stay = repository.transactions().stay(Optional.of(id));
        Draft draft = repository.draft(Optional.of(id))) {
      Files.writeString(draft.file(), "more");
      repository.transactions().cancel(id);
      UUID other = begin();
      commit(repository, other, "other");
      repository.transactions().cancel(other);
      assertThat(repository.data(inside)).hasContent("inside");
      assertThatThrownBy(() ->
              repository.commit(
                  draft, RepositoriesTest.layers("more"), RepositoriesTest.note("more")))
          .isInstanceOf(TransactionNotFoundException.class);
    }
    assertThat(dataFiles()).isEqualTo(1);
    assertThat(repository.head()).contains(old);
  }

  @Test
  void nothingNewInsideIsNothingToCommit() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "inside");
    assertThatThrownBy(() -> commit(repository, id, "inside"))
        .hasMessage("Nothing to commit after " + inside.id());
  }

  @Test
  void thereIsALimit() throws IOException {
    for (int i = 0; i < Transactions.MOST; i++) {
      begin();
    }
    assertThatThrownBy(this::begin)
        .isInstanceOf(TransactionRefusedException.class)
        .hasMessageContaining("1000 transactions");
    clock.advance(TIMEOUT);
    begin();
    assertThat(transactionFiles()).isEqualTo(1);
  }

  @Test
  void aDamagedFileStopsTheSweepOfItsRepository() throws IOException {
    UUID id = begin();
    Revision inside = commit(repository, id, "inside");
    Path file = repository.folder().resolve("transactions/" + id + ".json");
    Files.writeString(file, Files.readString(file).substring(20));
    repository = open().open("a");
    assertThat(repository.data(inside)).hasContent("inside");
    assertThat(repository.head()).contains(old);
    assertThatThrownBy(() -> repository.transactions().find(id))
        .isInstanceOf(RepositoryDamagedException.class);
  }

  @Test
  void isOpenToWhoBeganItAndToAdministrators() throws IOException {
    Transaction owned = repository.transactions().begin(Optional.of("jo"));
    Transaction local = repository.transactions().begin(Optional.empty());
    assertThat(owned.isOpenTo(Principal.user("jo"))).isTrue();
    assertThat(owned.isOpenTo(Principal.user("al"))).isFalse();
    assertThat(owned.isOpenTo(Principal.ANONYMOUS)).isFalse();
    assertThat(owned.isOpenTo(Principal.administrator("root"))).isTrue();
    assertThat(local.isOpenTo(Principal.LOCAL)).isTrue();
    assertThat(local.isOpenTo(Principal.user("jo"))).isFalse();
    assertThat(local.isOpenTo(Principal.ANONYMOUS)).isFalse();
    assertThat(repository.transactions().find(UNKNOWN)).isEmpty();
  }
}
