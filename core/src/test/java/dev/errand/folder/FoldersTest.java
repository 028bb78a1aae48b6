// SPDX-License-Identifier: Apache-2.0
package dev.errand.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

  @TempDir private Path data;

  /** The administrator of a machine may do all that anyway. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void foldersThatMayNotBeReadOrWrittenAreDeletedAsWell() throws IOException {
    Path folder = data.resolve("folder");
    for (String rights : new String[] {"r-xr-xr-x", "---------", "rw-rw-rw-", "-wx------"}) {
      Path below = Files.createDirectories(folder.resolve(rights).resolve("below"));
      Files.createFile(below.resolve("file"));
      Files.setPosixFilePermissions(below, PosixFilePermissions.fromString(rights));
      Files.setPosixFilePermissions(below.getParent(), PosixFilePermissions.fromString(rights));
    }

    Folders.delete(folder);

    assertThat(folder).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatALinkLeadsToStays() throws IOException {
    Path other = Files.createDirectory(data.resolve("other"));
    Files.createFile(other.resolve("file"));
    Path folder = Files.createDirectory(data.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("link"), other);

    Folders.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(other.resolve("file")).exists();
  }
}
