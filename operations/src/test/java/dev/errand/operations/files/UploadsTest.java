// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    Uploads uploads = Uploads.open(folder);
    String name = uploads.take(Files.writeString(folder.resolve("x.part"), "data"), "a b.osm");
    assertThat(uploads.file(name)).hasContent("data");
    assertThat(Uploads.originalName(name)).isEqualTo("a_b.osm");
    uploads.discard(name);
    uploads.discard(name);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void openingSweepsWhatIsOldOrUnfinished() throws IOException {
    Uploads uploads = Uploads.open(folder);
    Path old = Files.writeString(uploads.file(uploads.reserve("a")), "");
    Path young = Files.writeString(uploads.file(uploads.reserve("a")), "");
    Path unfinished = Files.writeString(folder.resolve("b.part"), "");
    Instant now = Instant.now();
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Uploads.LONGEST).minusSeconds(1)));
    Uploads.open(folder);
    assertThat(old).doesNotExist();
    assertThat(unfinished).doesNotExist();
    assertThat(young).exists();
  }
}
