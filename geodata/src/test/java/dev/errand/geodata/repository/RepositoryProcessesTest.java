// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes that commit to one repository, of which one is frozen or killed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RepositoryProcessesTest {

  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir private Path root;
  private Repositories repositories;
  private Repository repository;
  private Revision old;

  @BeforeEach
  void setUp() throws IOException {
    repositories = Repositories.open(root, RepositoryRace.SETTINGS);
    repository = repositories.init("a");
    old = RepositoriesTest.commit(repository, "old");
  }

  @AfterEach
  void tearDown() {
    repositories.close();
  }

  @Test
  void commitInTurn() throws Exception {
    List<String> ids = new ArrayList<>(List.of(old.id()));
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      for (int i = 0; i < 3; i++) {
        ids.addFirst(other.ask("commit there" + i));
        assertThat(repository.folder().resolve("head.gpkg")).hasContent("there" + i);
        ids.addFirst(RepositoriesTest.commit(repository, "here" + i).id());
      }
    }
    assertThat(repository.log(10)).extracting(Revision::id).isEqualTo(ids);
  }

  @Test
  void loseNothingThatWasAcknowledgedWhenTheyRace() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.tell("race");
      List<String> here = RepositoryRace.run(root, repository, "here");
      List<String> there = List.of(other.hear().split("[^0-9a-f]+"));
      List<String> all = new ArrayList<>(here);
      all.addAll(there.subList(1, there.size()));
      all.add(old.id());
      List<Revision> log = repository.log(Integer.MAX_VALUE);
      assertThat(log).extracting(Revision::id).containsExactlyInAnyOrderElementsOf(all);
      log.forEach(revision -> assertThat(repository.data(revision)).hasContent(revision.message()));
      assertThat(repository.folder().resolve("head.gpkg")).hasContent(log.getFirst().message());
      assertThat(here).isNotEmpty();
      assertThat(there).hasSizeGreaterThan(1);
    }
    assertNothingIsLeft();
  }

  @Test
  void whoIsFrozenInACommitKeepsOthersWaitingAndCompletesIt() throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root);
        Repositories impatient =
            Repositories.open(root, RepositorySettings.by(Clock.systemUTC()).patience(PATIENCE))) {
      Repository waiting = impatient.open("a");
      other.ask("stop REVISION_WRITTEN");
      assertThat(other.ask("commit slow")).isEqualTo("at REVISION_WRITTEN");
      other.signal("STOP");
      try (Draft draft = waiting.draft()) {
        Files.writeString(draft.file(), "mine");
        assertThatThrownBy(() -> commit(waiting, draft))
            .isInstanceOf(RepositoryBusyException.class)
            .hasMessageContaining("repository 'a'")
            .hasMessageContaining("frozen");
        Repositories.open(root, Clock.systemUTC()).close();
        repositories.tidy();
        assertInterruptChangesNothing();
        assertThat(repository.head()).contains(old);
        other.signal("CONT");
        other.tell("go");
        assertThat(other.hear()).isEqualTo(repository.head().orElseThrow().id());
        assertThatThrownBy(() -> commit(waiting, draft)).isInstanceOf(HeadMovedException.class);
      }
      Revision next = RepositoriesTest.commit(waiting, "next");
      assertThat(waiting.log(10))
          .extracting(Revision::message)
          .containsExactly("next", "slow", "old");
      assertThat(other.ask("read " + waiting.folder().resolve("revisions/" + next.id() + ".json")))
          .isEqualTo("next");
    }
    repositories.tidy();
    assertNothingIsLeft();
  }

  private static Revision commit(Repository repository, Draft draft) throws IOException {
    return repository.commit(draft, RepositoriesTest.layers("mine"), RepositoriesTest.note("mine"));
  }

  private void assertInterruptChangesNothing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> repository.transactions().begin(Optional.empty()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aDraftStaysWhileItsProcessLives() throws Exception {
    Path draft;
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      draft = Path.of(other.ask("draft"));
      Repositories.open(root, Clock.systemUTC()).close();
      repositories.tidy();
      assertThat(draft).hasContent("unfinished");
    }
    repositories.tidy();
    assertThat(draft).doesNotExist();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(names = {"DATA_NAMED", "HEAD_WRITTEN"})
  void whatAKilledCommitLeftGoesWithoutARestart(CommitStep step) throws Exception {
    try (RepositoryProcess other = RepositoryProcess.start(root)) {
      other.ask("stop " + step);
      assertThat(other.ask("commit new")).isEqualTo("at " + step);
    }
    repositories.tidy();
    String head = step == CommitStep.HEAD_WRITTEN ? "new" : "old";
    assertThat(repository.folder().resolve("head.gpkg")).hasContent(head);
    assertThat(repository.head().orElseThrow().message()).isEqualTo(head);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(TransactionCrashTest.files(repository.folder()))
        .isEqualTo(TransactionCrashTest.reachable(repository));
  }
}
