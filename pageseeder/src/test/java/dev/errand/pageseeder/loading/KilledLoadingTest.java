// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.document.Document;
import dev.errand.files.LeftFiles;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill -9 in the middle of an unzip or a load: the next start completes it. */
class KilledLoadingTest {

  private static final int FILES = 400;

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 400})
  @Timeout(120)
  void anUnzipIsCompleted(int after) throws Exception {
    Path zone = data.resolve("groups/acme-specs/loadingzone/11/general");
    Files.createDirectories(zone);
    Files.write(zone.resolve("up.zip"), Zips.many(FILES));
    runAndKill(LoadUnzip.NAME, after);
    try (Workplace place = new Workplace(data)) {
      assertThat(ended(place).status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(files(zone)).isEqualTo(expected());
      assertNothingUnfinished(place);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 150, 400})
  @Timeout(120)
  void aLoadIsCompletedAndEveryFileRegistered(int after) throws Exception {
    Path zone = data.resolve("groups/acme-specs/loadingzone/11/general");
    fill(zone);
    runAndKill(LoadStart.NAME, after);
    try (Workplace place = new Workplace(data)) {
      assertThat(ended(place).status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(files(place.documentsFolder())).isEqualTo(expected());
      assertThat(files(zone)).isEmpty();
      assertThat(registered(place)).isEqualTo(expected());
      assertNothingUnfinished(place);
    }
  }

  @Test
  @Timeout(120)
  void aLoadThatIsCancelledThenHasEveryFileInOnePlaceAndRegistersThoseItMoved() throws Exception {
    Path zone = data.resolve("groups/acme-specs/loadingzone/11/general");
    fill(zone);
    runAndKill(LoadStart.NAME, 150);
    try (Workplace place = new Workplace(data)) {
      Task task = place.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
      place.errand.cancel(task.id(), java.util.Optional.empty());
      assertThat(ended(place).status().isTerminal()).isTrue();
      assertNothingUnfinished(place);
      Set<String> loaded = files(place.documentsFolder());
      Set<String> left = files(zone);
      assertThat(loaded).isNotEmpty();
      assertThat(left).doesNotContainAnyElementsOf(loaded);
      Set<String> all = new TreeSet<>(left);
      all.addAll(loaded);
      assertThat(all).isEqualTo(expected());
      assertThat(registered(place)).isEqualTo(loaded);
    }
  }

  private static void fill(Path zone) throws IOException {
    for (String path : expected()) {
      Path file = zone.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  private static Set<String> expected() {
    return Stream.iterate(0, i -> i + 1)
        .limit(FILES)
        .map(i -> "folder-%03d/file-%05d.txt".formatted(i / 100, i))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> registered(Workplace place) {
    List<Document> all = place.documents.below(Village.SPECS, "", "", 2 * FILES);
    return all.stream()
        .filter(document -> !document.folder())
        .map(Document::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Task ended(Workplace place) throws InterruptedException {
    Task task = place.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
    return place.errand.await(task.id(), Duration.ofSeconds(60)).orElseThrow();
  }

  /** What a task leaves behind goes on a thread of its own once it has ended. */
  private static void assertNothingUnfinished(Workplace place) throws IOException {
    assertThat(LeftFiles.after(place.folders.unfinished())).isEmpty();
  }

  /** Lets a process work until it has come so far, and kills it. */
  private void runAndKill(String operation, int after) throws Exception {
    Process process =
        new ProcessBuilder(ChildJvm.command(KilledLoading.class, data.toString(), operation))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("at ") && Long.parseLong(line.substring(3)) >= after) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
