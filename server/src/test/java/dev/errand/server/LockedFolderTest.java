// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes see of each other in a folder. */
class LockedFolderTest {

  @TempDir private Path folder;

  @Test
  void allThatComeAtOnceGiveTheFolderOneIdAndSeeEachOther() throws Exception {
    List<LockedFolder> all =
        IntStream.range(0, 16).parallel().mapToObj(_ -> LockedFolder.in(folder)).toList();

    assertThat(all).extracting(LockedFolder::id).containsOnly(all.getFirst().id());
    LockedFolder last = all.getLast();
    for (LockedFolder one : all) {
      assertThat(last.isLive(one.mark())).isTrue();
      one.close();
    }
    try (LockedFolder next = LockedFolder.in(folder)) {
      assertThat(next.id()).isEqualTo(last.id());
      assertThat(next.isLive(last.mark())).isFalse();
    }
  }

  @Test
  void aCopyHasTheIdAndNotTheMark() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (LockedFolder original = LockedFolder.in(folder)) {
      Files.copy(folder.resolve(FolderId.FILE), copy.resolve(FolderId.FILE));
      try (LockedFolder copied = LockedFolder.in(copy)) {
        assertThat(copied.id()).isEqualTo(original.id());
        assertThat(copied.isLive(original.mark())).isFalse();
      }
    }
  }
}
