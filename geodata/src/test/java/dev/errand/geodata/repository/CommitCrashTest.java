// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that dies in a commit leaves the old revision or the new one, whole. */
class CommitCrashTest {

  private static final int DIED = 42;

  @TempDir private Path root;

  /** The process that dies: {@code CommitCrashTest ROOT STEP}. */
  public static void main(String[] args) throws IOException {
    CommitStep deadly = CommitStep.valueOf(args[1]);
    Repositories repositories =
        Repositories.open(
            Path.of(args[0]),
            RepositorySettings.by(Clock.systemUTC()),
            step -> {
              if (step == deadly) {
                Runtime.getRuntime().halt(DIED);
              }
            });
    RepositoriesTest.commit(repositories.open("a"), "new");
  }

  @ParameterizedTest
  @EnumSource(value = CommitStep.class, mode = EnumSource.Mode.MATCH_NONE, names = "TRANSACTION_.*")
  void leavesOldOrNew(CommitStep step) throws Exception {
    Repository before = Repositories.open(root, Clock.systemUTC()).init("a");
    Revision old = RepositoriesTest.commit(before, "old");
    die(step);
    Repository after = Repositories.open(root, Clock.systemUTC()).open("a");
    boolean committed = step.compareTo(CommitStep.HEAD_WRITTEN) >= 0;
    Revision head = after.head().orElseThrow();
    assertThat(head.equals(old)).isNotEqualTo(committed);
    assertThat(after.data(head)).hasContent(committed ? "new" : "old");
    assertThat(after.folder().resolve("head.gpkg")).hasContent(committed ? "new" : "old");
    assertThat(files(after.folder())).isEqualTo(expected(after));
    assertThat(after.data(old)).hasContent("old");
    RepositoriesTest.commit(after, "next");
  }

  private void die(CommitStep step) throws Exception {
    Process process =
        new ProcessBuilder(ChildJvm.command(CommitCrashTest.class, root.toString(), step.name()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(DIED);
  }

  private static Set<String> expected(Repository repository) {
    List<Revision> log = repository.log(10);
    return Stream.concat(
            Stream.of("HEAD", "head.gpkg"),
            log.stream()
                .flatMap(revision ->
                    Stream.of(
                        "data/" + revision.id() + ".gpkg", "revisions/" + revision.id() + ".json")))
        .collect(Collectors.toSet());
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }
}
