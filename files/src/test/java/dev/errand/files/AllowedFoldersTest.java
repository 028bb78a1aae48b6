// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths a caller may name. */
class AllowedFoldersTest {

  private Path root;
  private Path start;
  private Path maps;
  private AllowedFolders allowed;

  @BeforeEach
  void setUp(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    start = Files.createDirectories(root.resolve("start"));
    maps = Files.createDirectories(root.resolve("my maps"));
    Files.createDirectories(start.resolve("uploads"));
    Files.writeString(root.resolve("secret"), "");
    allowed = AllowedFolders.of(start, List.of(start, maps), List.of(start.resolve("uploads")));
  }

  private void assertRefused(String path) {
    assertThatThrownBy(() -> allowed.resolve(path)).isInstanceOf(PathNotAllowedException.class);
  }

  @Test
  void allowsFilesInside() throws IOException {
    Path file = Files.writeString(maps.resolve("a.osm"), "");
    assertThat(allowed.resolve(file.toString())).isEqualTo(file);
    assertThat(allowed.resolve(file.toUri().toString())).isEqualTo(file);
    assertThat(allowed.resolve("../my maps/a.osm")).isEqualTo(file);
    assertThat(allowed.resolve("x/../y/missing.osm")).isEqualTo(start.resolve("y/missing.osm"));
  }

  @Test
  void refusesFilesOutside() {
    assertRefused("../secret");
    assertRefused(root.resolve("secret").toString());
    assertRefused(root.resolve("secret").toUri().toString());
    assertRefused(root.resolve("start-not").toString());
    assertRefused("x/../../secret");
    assertRefused("uploads/0123");
    assertRefused("/");
  }

  @Test
  void refusesWhatIsNoPath() {
    assertRefused("a\0b");
    assertRefused("ftp://example.org/a.osm");
    assertRefused("jar:file:///a.jar!/b");
    assertRefused("file://host/share");
    assertRefused("file:");
  }

  @Test
  void followsLinksBeforeItJudges() throws IOException {
    Files.createSymbolicLink(start.resolve("out"), root);
    Files.createSymbolicLink(start.resolve("over"), maps);
    Files.createSymbolicLink(start.resolve("nowhere"), root.resolve("not-yet"));
    assertRefused("out/secret");
    assertRefused("out/missing");
    assertRefused("nowhere");
    assertThat(allowed.resolve("over/b.osm")).isEqualTo(maps.resolve("b.osm"));
  }
}
