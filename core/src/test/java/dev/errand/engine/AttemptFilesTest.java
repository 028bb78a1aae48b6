// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errand.store.AttemptKey;
import dev.errand.store.FolderOutputs;
import dev.errand.task.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptFilesTest {

  private static final AttemptKey ATTEMPT =
      new AttemptKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"), 3);

  @TempDir private Path data;

  @Test
  void whatWasWrittenIsKeptAndTheRestGoes() throws IOException {
    Path root = data.resolve("scratch").resolve("1-1");
    AttemptFiles files = new AttemptFiles(root);
    Files.writeString(files.output("result.txt", "text/plain"), "abc");
    files.output("never-written.txt", "text/plain");
    Path kept = data.resolve("outputs");
    assertThat(files.keep(new FolderOutputs(kept), ATTEMPT))
        .containsExactly(
            new Output(
                "result.txt",
                "text/plain",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assertThat(kept.resolve("01890a5d-ac96-774b-bcce-b302099a8057-3/result.txt")).hasContent("abc");
    files.discard();
    assertThat(root).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "/etc/passwd", ".", "..", ".hidden", ""})
  void anOutputHasAPlainName(String name) {
    AttemptFiles files = new AttemptFiles(data.resolve("1-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> files.output(name, "text/plain"));
  }
}
