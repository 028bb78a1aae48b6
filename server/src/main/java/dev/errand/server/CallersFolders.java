// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders of {@code --files}: that they are there, and apart from what is the server's own. */
final class CallersFolders {

  private CallersFolders() {}

  /**
   * Does nothing if callers may name files of all the folders.
   *
   * @param own the data folder and, where there is one, the shared one, whether they exist or not
   * @throws Refusal naming the first folder that will not do
   */
  static void require(List<Path> folders, List<Path> own) {
    for (Path folder : folders) {
      if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
        throw new Refusal("--files %s is no folder that can be read".formatted(folder));
      }
      for (Path kept : own) {
        requireApart(folder, kept);
      }
    }
  }

  private static void requireApart(Path folder, Path kept) {
    Path files = real(folder);
    Path ours = real(kept);
    if (files.startsWith(ours) || ours.startsWith(files)) {
      throw new Refusal(
          "--files %s %s the server's own folder %s, whose files are for nobody; name another, or keep them apart"
              .formatted(
                  folder.toAbsolutePath().normalize(),
                  files.equals(ours) ? "is" : files.startsWith(ours) ? "lies in" : "lies around",
                  kept));
    }
  }

  /** Where it is, or would be, free of links. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    try {
      return Files.exists(absolute) || parent == null
          ? absolute.toRealPath()
          : real(parent).resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot follow " + absolute, e);
    }
  }
}
