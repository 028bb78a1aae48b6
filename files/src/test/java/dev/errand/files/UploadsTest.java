// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Submission;
import dev.errand.testkit.OtherProcess;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that came with requests. */
class UploadsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"a.osm", "../../etc/passwd", "", "Zürich 2026.osm.gz", "\0\n", "C:\\x\\y.osm"})
  void makesPlainNamesOfAnything(String original) throws IOException {
    Uploads uploads = Uploads.open(folder);
    String name = uploads.reserve(original);
    assertThat(uploads.file(name).getParent()).isEqualTo(folder.toRealPath());
    assertThat(Uploads.originalName(name)).matches("[\\p{L}\\p{N}._-]{1,100}");
    assertThat(uploads.reserve(original)).isNotEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "../x", "0123456789abcdef0123456789abcdef", "/etc/passwd"})
  void refusesNamesItCannotHaveGiven(String name) throws IOException {
    Uploads uploads = Uploads.open(folder);
    assertThatThrownBy(() -> uploads.file(name)).isInstanceOf(PathNotAllowedException.class);
    assertThatThrownBy(() -> uploads.discard(name)).isInstanceOf(PathNotAllowedException.class);
  }

  @Test
  void takesFilesOver() throws IOException {
    try (Uploads uploads = Uploads.open(folder)) {
      Path received = Files.writeString(uploads.receiving().resolve("x.part"), "data");
      // Its request may have gone on for long after it.
      Files.setLastModifiedTime(received, ago(Uploads.LONGEST.plusDays(1)));
      String name = uploads.take(received, "a b.osm");
      assertThat(uploads.file(name)).hasContent("data");
      assertThat(uploads.olderThan(Duration.ofMinutes(30))).isEmpty();
      assertThat(Uploads.originalName(name)).isEqualTo("a_b.osm");
      uploads.discard(name);
      uploads.discard(name);
      assertThat(LeftFiles.in(folder)).isEmpty();
    }
  }

  private static FileTime ago(Duration age) {
    return FileTime.from(Instant.now().minus(age));
  }

  @Test
  void openingSweepsWhatIsOldOrUnfinished() throws Exception {
    Path old;
    Path young;
    try (Uploads uploads = Uploads.open(folder)) {
      old = Files.writeString(uploads.file(uploads.reserve("a")), "");
      young = Files.writeString(uploads.file(uploads.reserve("a")), "");
      Files.setLastModifiedTime(old, ago(Uploads.LONGEST.plusSeconds(9)));
    }
    Path unfinished = Files.writeString(folder.resolve("b.part"), "");
    try (OtherProcess other = OtherProcess.start(UploadReceiver.class, folder);
        Uploads own = Uploads.open(folder)) {
      Path elsewhere = Path.of(other.said());
      Path receiving = Files.writeString(own.receiving().resolve("c.part"), "");
      try (Uploads again = Uploads.open(folder)) {
        assertThat(old).doesNotExist();
        assertThat(unfinished).doesNotExist();
        assertThat(young).exists();
        assertThat(receiving).as("received by another opening that lives").exists();
        assertThat(elsewhere).as("received by another process that lives").exists();
        other.kill();
        again.sweep();
        assertThat(elsewhere).doesNotExist();
        assertThat(receiving).exists();
      }
    }
  }

  @Test
  void whatNoTaskNamesGoesOnceItIsOldEnough() throws Exception {
    try (Uploads uploads = Uploads.open(folder.resolve("uploads"));
        Errand errand =
            Errand.builder()
                .store(SqliteStore.in(folder))
                .data(folder)
                .stopPatience(Duration.ZERO)
                .operation(Work.of("pausing", (_, _) -> pause()))
                .build()) {
      errand.start();
      String named = aged(uploads, LeftUploads.YOUNGEST.plusMinutes(1));
      String left = aged(uploads, LeftUploads.YOUNGEST.plusMinutes(1));
      String young = aged(uploads, LeftUploads.YOUNGEST.minusMinutes(1));
      errand.submit(Submission.of("pausing", Work.In.named(named)));

      assertThat(LeftUploads.discard(errand, uploads)).isEqualTo(1);
      assertThat(uploads.file(named)).exists();
      assertThat(uploads.file(young)).exists();
      assertThat(uploads.file(left)).doesNotExist();
    }
  }

  private static Work.Out pause() throws InterruptedException {
    new CountDownLatch(1).await();
    return new Work.Out("");
  }

  private static String aged(Uploads uploads, Duration age) throws IOException {
    String name = uploads.reserve("a");
    Files.setLastModifiedTime(Files.writeString(uploads.file(name), ""), ago(age));
    return name;
  }
}
