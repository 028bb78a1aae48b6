// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, commits, and what opening tidies up. */
class RepositoriesTest {

  @TempDir private Path root;
  private Repositories repositories;

  @BeforeEach
  void setUp() throws IOException {
    repositories = Repositories.open(root, Clock.systemUTC());
  }

  static Revision commit(Repository repository, String content) throws IOException {
    try (Draft draft = repository.draft()) {
      Files.writeString(draft.file(), content);
      return repository.commit(draft, layers(content), note(content));
    }
  }

  static List<LayerState> layers(String content) {
    ContentSum.Summing sum = new ContentSum.Summing();
    sum.add(java.nio.ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return List.of(new LayerState("node", content.length(), sum.sum()));
  }

  static Revision.Note note(String message) {
    return new Revision.Note(message, Person.UNKNOWN);
  }

  @Test
  void listsWhatWasMade() throws IOException {
    repositories.init("b");
    repositories.init("a.1_x-Y");
    assertThat(repositories.list()).containsExactly("a.1_x-Y", "b");
    assertThat(repositories.find("c")).isEmpty();
    assertThat(repositories.open("b").head()).isEmpty();
    assertThat(repositories.open("b").uri().toString()).startsWith("file:///").endsWith("/b");
    assertThatThrownBy(() -> repositories.init("b")).isInstanceOf(RepositoryExistsException.class);
    assertThatThrownBy(() -> repositories.open("c"))
        .isInstanceOf(RepositoryNotFoundException.class)
        .hasMessage("Repository not found.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", ".hidden", "a/b", "../a", "a\\b", "ä", "a b", "a\0", "a\n", "%2e%2e"
      })
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> repositories.init(name))
        .isInstanceOf(InvalidRepositoryNameException.class);
    assertThatThrownBy(() -> repositories.find(name))
        .isInstanceOf(InvalidRepositoryNameException.class);
  }

  @Test
  void refusesLongNames() throws IOException {
    repositories.init("a".repeat(100));
    assertThatThrownBy(() -> repositories.init("a".repeat(101)))
        .isInstanceOf(InvalidRepositoryNameException.class);
  }

  @Test
  void remembersRevisions() throws IOException {
    Repository repository = repositories.init("a");
    Revision first = commit(repository, "one");
    Revision second = commit(repository, "two");
    Repository again = Repositories.open(root, Clock.systemUTC()).open("a");
    assertThat(again.head()).contains(second);
    assertThat(again.log(5)).containsExactly(second, first);
    assertThat(again.log(1)).containsExactly(second);
    assertThat(again.revision(first.id())).contains(first);
    assertThat(again.revision("0".repeat(40))).isEmpty();
    assertThat(again.revision("../../etc/passwd")).isEmpty();
    assertThat(again.data(first)).hasContent("one");
    assertThat(again.folder().resolve("head.gpkg")).hasContent("two");
    assertThat(again.data(second).toFile().canExecute()).isFalse();
    assertThat(Files.getPosixFilePermissions(again.data(second)).toString())
        .doesNotContain("WRITE");
  }

  @Test
  void refusesTheSameContentAgain() throws IOException {
    Repository repository = repositories.init("a");
    Revision head = commit(repository, "one");
    assertThatThrownBy(() -> commit(repository, "one"))
        .isInstanceOf(NothingToCommitException.class)
        .hasMessage("Nothing to commit after " + head.id());
  }

  @Test
  void refusesADraftThatTheHeadLeftBehind() throws IOException {
    Repository repository = repositories.init("a");
    try (Draft draft = repository.draft()) {
      Files.writeString(draft.file(), "slow");
      Revision head = commit(repository, "quick");
      assertThatThrownBy(() -> repository.commit(draft, layers("slow"), note("slow")))
          .isInstanceOf(HeadMovedException.class)
          .hasMessageContaining(head.id());
    }
    assertThat(repository.folder().resolve("data")).isDirectoryNotContaining("glob:**tmp-*");
  }

  @Test
  void keepsWhatARefHolds() throws IOException {
    Repository repository = repositories.init("a");
    Revision first = commit(repository, "one");
    Revision second = commit(repository, "two");
    Path folder = repository.folder();
    Files.writeString(folder.resolve("HEAD"), first.id());
    Path ref = Files.createDirectories(folder.resolve("refs/transactions")).resolve("7");
    Files.writeString(ref, second.id());
    assertThat(Repositories.open(root, Clock.systemUTC()).open("a").revision(second.id()))
        .contains(second);
    assertThat(folder.resolve("head.gpkg")).hasContent("one");
    Files.delete(ref);
    assertThat(Repositories.open(root, Clock.systemUTC()).open("a").revision(second.id()))
        .isEmpty();
    assertThat(folder.resolve("data")).isDirectoryContaining("glob:**" + first.id() + ".gpkg");
    assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**" + second.id() + ".gpkg");
  }

  @Test
  void leavesADamagedRepositoryAsItIs() throws IOException {
    Repository repository = repositories.init("a");
    Revision first = commit(repository, "one");
    repositories.init("b");
    Path tmp = Files.writeString(repository.folder().resolve("data/tmp-x.gpkg"), "");
    Files.writeString(repository.folder().resolve("HEAD"), "nonsense");
    Repositories again = Repositories.open(root, Clock.systemUTC());
    assertThat(again.open("b").head()).isEmpty();
    assertThat(tmp).exists();
    assertThat(again.open("a").data(first)).exists();
    assertThatThrownBy(() -> again.open("a").head()).isInstanceOf(RepositoryDamagedException.class);
  }
}
