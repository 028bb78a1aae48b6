// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFolderTest {

  private static final UUID TASK = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

  @TempDir private Path data;

  private OutputFolder outputs() throws IOException {
    AttemptFiles files = new AttemptFiles(data.resolve("scratch").resolve("1-1"));
    Files.writeString(files.output("result.txt", "text/plain"), "abc");
    files.output("never-written.txt", "text/plain");
    OutputFolder folder = new OutputFolder(data.resolve("outputs"));
    assertThat(files.keep(folder.root(), TASK.toString()))
        .singleElement()
        .satisfies(output -> {
          assertThat(output.name()).isEqualTo("result.txt");
          assertThat(output.size()).isEqualTo(3);
          assertThat(output.sha256())
              .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        });
    files.discard();
    assertThat(data.resolve("scratch").resolve("1-1")).doesNotExist();
    return folder;
  }

  @Test
  void aFileStaysWhileItIsReadAndGoesAfter() throws IOException {
    OutputFolder folder = outputs();
    Path file = folder.hold(TASK, "result.txt").orElseThrow();
    assertThat(folder.hold(TASK, "result.txt")).isPresent();
    folder.delete(TASK);
    assertThat(file).exists();
    assertThat(folder.hold(TASK, "result.txt")).as("a doomed file").isEmpty();
    folder.release(TASK);
    assertThat(file).as("one reader left").exists();
    folder.release(TASK);
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void aFileThatNobodyReadsGoesAtOnce() throws IOException {
    OutputFolder folder = outputs();
    folder.delete(TASK);
    assertThat(folder.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "/etc/passwd", ".", "..", ".hidden", ""})
  void anOutputHasAPlainName(String name) {
    AttemptFiles files = new AttemptFiles(data.resolve("1-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> files.output(name, "text/plain"));
  }
}
