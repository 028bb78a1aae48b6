// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.Looks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That folders are measured without anybody waiting for it. */
@Timeout(60)
class FolderSizesTest {

  @TempDir private Path folder;

  @Test
  void tellsTheBytesOfAllFilesBelow() throws Exception {
    Files.createDirectories(folder.resolve("repos/a/b"));
    Files.write(folder.resolve("repos/one"), new byte[1_000]);
    Files.write(folder.resolve("repos/a/b/two"), new byte[234]);
    Files.createSymbolicLink(folder.resolve("repos/link"), folder.resolve("repos/one"));
    try (FolderSizes sizes =
        new FolderSizes(
            Map.of("repos", folder.resolve("repos"), "groups", folder.resolve("groups")))) {
      assertThat(sizes.names()).containsExactly("groups", "repos");
      assertThat(sizes.bytes("repos")).as("before the first walk").isEmpty();
      sizes.start();

      assertThat(measured(sizes, "repos")).isEqualTo(1_234);
      assertThat(measured(sizes, "groups")).as("missing").isZero();
      assertThat(sizes.bytes("others")).isEmpty();
    }
  }

  private static long measured(FolderSizes sizes, String name) {
    OptionalLong bytes = sizes.bytes(name);
    while (bytes.isEmpty()) {
      Looks.pause();
      bytes = sizes.bytes(name);
    }
    return bytes.getAsLong();
  }
}
