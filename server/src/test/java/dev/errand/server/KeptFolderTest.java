// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders can be shared. */
class KeptFolderTest {

  @TempDir private Path folder;

  @Test
  void dataAndSharedFolderLieApart() throws IOException {
    Path wanted = folder.resolve("data");
    try (DataFolder data = DataFolder.open(wanted)) {
      for (Path shared : new Path[] {wanted, wanted.resolve("repos"), folder}) {
        assertThatThrownBy(() -> KeptFolder.shared(data, shared).close())
            .isInstanceOf(Refusal.class)
            .hasMessageContaining("must lie apart");
      }
      Path link = Files.createSymbolicLink(folder.resolve("link"), wanted);
      assertThatThrownBy(() -> KeptFolder.shared(data, link).close())
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("must lie apart");
      try (KeptFolder kept = KeptFolder.shared(data, folder.resolve("shared"))) {
        assertThat(kept.isShared()).isTrue();
        assertThat(kept.repositories()).isEqualTo(folder.resolve("shared/repos"));
      }
    }
  }

  @Test
  void aDataFolderThatIsInUseIsNotShared() {
    try (DataFolder used = DataFolder.open(folder.resolve("used"));
        DataFolder data = DataFolder.open(folder.resolve("data"))) {
      assertThatThrownBy(() -> KeptFolder.shared(data, used.path()).close())
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("the shared folder " + used.path() + " is in use by process ");
    }
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
      assertThatThrownBy(() -> KeptFolder.shared(data, file).close())
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("the shared folder " + file + " is a file, not a folder");
    }
  }
}
