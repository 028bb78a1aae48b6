// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.AllowedFolders;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose files callers may name, besides those of the folder that the server was started in.
 *
 * @param folders as set by {@code --files}
 * @param except those in them that are the server's own
 */
record CallersFiles(List<Path> folders, List<Path> except) {

  /**
   * @throws Refusal if one of them cannot be read, or is not apart from what is the server's own
   */
  AllowedFolders allowed() throws IOException {
    CallersFolders.require(folders, except);
    Path start = Path.of("").toAbsolutePath();
    List<Path> all = new ArrayList<>(List.of(start));
    all.addAll(folders);
    return AllowedFolders.of(start, all, except);
  }

  /** All that the person at the terminal may read. */
  static AllowedFolders ofThisUser() throws IOException {
    List<Path> everything = new ArrayList<>();
    FileSystems.getDefault().getRootDirectories().forEach(everything::add);
    return AllowedFolders.of(Path.of("").toAbsolutePath(), everything, List.of());
  }
}
