// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process is at work in a transaction. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TransactionProcessesTest {

  private static final Duration LONG = Duration.ofDays(1);

  @TempDir private Path root;
  private final SettableClock clock = new SettableClock(Instant.now());
  private Repositories repositories;
  private Repository repository;
  private Revision old;
  private UUID id;

  @BeforeEach
  void setUp() throws IOException {
    repositories = Repositories.open(root, RepositorySettings.by(clock.withZone(ZoneOffset.UTC)));
    repository = repositories.init("a");
    old = RepositoriesTest.commit(repository, "old");
    id = repository.transactions().begin(Optional.empty()).id();
  }

  @AfterEach
  void tearDown() {
    repositories.close();
  }

  @Test
  void nobodyEndsItUntilThatProcessIsKilled() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stay " + id);
      String inside = other.ask("commit-in " + id + " inside");
      assertThatThrownBy(() -> repository.transactions().end(id))
          .isInstanceOf(TransactionRefusedException.class)
          .hasMessageContaining("still at work");
      assertThat(repository.head(Optional.of(id)).orElseThrow().id()).isEqualTo(inside);
    }
    repository.transactions().end(id);
    assertThat(repository.folder().resolve("head.gpkg")).hasContent("inside");
    assertNothingIsLeft();
  }

  @Test
  void itIsNotAbandonedUntilThatProcessIsKilled() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stay " + id);
      other.ask("commit-in " + id + " inside");
      clock.advance(LONG);
      repositories.tidy();
      assertThat(repository.transactions().all()).hasSize(1);
      assertThat(repository.transactions().find(id)).isPresent();
    }
    clock.advance(LONG);
    assertThat(repository.transactions().find(id)).isEmpty();
    repositories.tidy();
    assertNothingIsLeft();
    assertThat(repository.head()).contains(old);
  }

  @Test
  void cancelledItKeepsWhatThatProcessReadsUntilItLeaves() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stay " + id);
      String inside = revision(other.ask("commit-in " + id + " inside"));
      repository.transactions().cancel(id);
      assertThat(repository.transactions().find(id)).isEmpty();
      Repositories.open(root, RepositorySettings.by(clock.withZone(ZoneOffset.UTC))).close();
      assertThat(other.ask("read " + inside)).isEqualTo("inside");
      assertThat(other.ask("commit-in " + id + " more")).isEqualTo("TransactionNotFoundException");
      assertThat(other.ask("leave " + id)).isEqualTo("done");
      assertNothingIsLeft();
    }
  }

  @Test
  void cancelledItGoesWhenThatProcessIsKilled() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stay " + id);
      other.ask("commit-in " + id + " inside");
      repository.transactions().cancel(id);
    }
    repositories.tidy();
    assertNothingIsLeft();
  }

  @Test
  void aKilledCancelIsCompletedWhenTheLastOneLeaves() throws Exception {
    Transactions.Stay here = repository.transactions().stay(Optional.of(id));
    Revision inside = TransactionsTest.commit(repository, id, "inside");
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stop TRANSACTION_REMOVED");
      assertThat(other.ask("cancel " + id)).isEqualTo("at TRANSACTION_REMOVED");
    }
    repositories.tidy();
    assertThat(repository.transactions().find(id)).isEmpty();
    assertThat(repository.data(inside)).hasContent("inside");
    here.close();
    assertNothingIsLeft();
  }

  private String revision(String revision) {
    return repository.folder().resolve("revisions/" + revision + ".json").toString();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(TransactionCrashTest.files(repository.folder()))
        .isEqualTo(TransactionCrashTest.reachable(repository));
  }
}
