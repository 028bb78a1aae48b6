// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.folder.Folders;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOutputsTest {

  private static final AttemptKey ATTEMPT =
      new AttemptKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"), 3);
  private static final Output RESULT = new Output("result.txt", "text/plain", 3, "");

  @TempDir private Path data;

  private FolderOutputs kept() throws IOException {
    FolderOutputs outputs = new FolderOutputs(data.resolve("outputs"));
    outputs.keep(ATTEMPT, List.of(new NewOutput(RESULT, written(data))));
    return outputs;
  }

  private static Path written(Path folder) throws IOException {
    return Files.writeString(folder.resolve("result.txt"), "abc");
  }

  private Path file() {
    return data.resolve("outputs/01890a5d-ac96-774b-bcce-b302099a8057-3/result.txt");
  }

  @Test
  void aFileStaysWhileItIsReadAndGoesAfter() throws IOException {
    FolderOutputs outputs = kept();
    OpenOutput first = outputs.open(ATTEMPT, RESULT).orElseThrow();
    OpenOutput second = outputs.open(ATTEMPT, RESULT).orElseThrow();
    outputs.delete(ATTEMPT);
    assertThat(file()).exists();
    assertThat(outputs.open(ATTEMPT, RESULT)).as("a doomed file").isEmpty();
    first.close();
    first.close();
    assertThat(file()).as("one reader left").exists();
    second.close();
    assertThat(file().getParent()).doesNotExist();
  }

  @Test
  void aFileThatIsOpenIsReadToItsEndThoughAnotherNodeDeletesIt() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    FolderOutputs here = kept();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (OpenOutput open = here.open(ATTEMPT, RESULT).orElseThrow()) {
      new FolderOutputs(data.resolve("outputs")).delete(ATTEMPT);
      assertThat(file()).doesNotExist();
      open.copyTo(read, 0, 3);
    }
    assertThat(read.toString(StandardCharsets.US_ASCII)).isEqualTo("abc");
  }

  @Test
  void twoNodesMayDeleteTheSameAtOnce() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try (nodes) {
      for (int round = 0; round < 20; round++) {
        Path folder = Files.createDirectories(data.resolve("round-" + round));
        for (int i = 0; i < 50; i++) {
          Files.createFile(folder.resolve("file-" + i));
        }
        Callable<Boolean> delete =
            () -> {
              Folders.delete(folder);
              return true;
            };
        for (Future<Boolean> done : nodes.invokeAll(List.of(delete, delete))) {
          assertThat(done.get()).isTrue();
        }
        assertThat(folder).doesNotExist();
      }
    }
  }

  @Test
  void aFileThatNobodyReadsGoesAtOnce() throws IOException {
    FolderOutputs outputs = kept();
    outputs.delete(ATTEMPT);
    assertThat(data.resolve("outputs")).isEmptyDirectory();
  }

  @Test
  void whatIsNotOfAnAttemptIsLeftAlone() throws IOException {
    FolderOutputs outputs = kept();
    for (String name : List.of("notes", "01890a5d-ac96-774b-bcce-b302099a8057", "1-1-1-1-1-1")) {
      Files.createDirectories(data.resolve("outputs").resolve(name));
    }
    outputs.deleteUnowned(_ -> false);
    assertThat(file()).doesNotExist();
    assertThat(data.resolve("outputs").toFile().list()).hasSize(3);
  }

  @Test
  void filesComeFromAnotherFileSystemToo() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeThat(Files.isWritable(memory) && !sameFileSystem(memory, data)).isTrue();
    Path elsewhere = Files.createTempDirectory(memory, "errand-outputs");
    try {
      FolderOutputs outputs = new FolderOutputs(data.resolve("outputs"));
      outputs.keep(ATTEMPT, List.of(new NewOutput(RESULT, written(elsewhere))));
      assertThat(file()).hasContent("abc");
    } finally {
      Folders.delete(elsewhere);
    }
  }

  private static boolean sameFileSystem(Path one, Path other) throws IOException {
    return Files.getFileStore(one).equals(Files.getFileStore(other));
  }
}
