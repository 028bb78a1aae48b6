// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.operation.OperationSpec;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Where the file goes that a task leaves: looked at before the work, which may take hours. */
final class SavedFile {

  private SavedFile() {}

  /**
   * Does nothing if a file can be made there.
   *
   * @param out where it was said to go; empty for its own name in this folder, which is known only
   *     when it is there
   * @throws Refusal if it cannot, or the operation leaves no file
   */
  static void requirePossible(OperationSpec<?, ?> operation, Optional<Path> out) {
    if (operation.files().isEmpty()) {
      out.ifPresent(file -> {
        throw new Refusal(
            "%s leaves no file, so there is nothing for --out %s; leave that out"
                .formatted(operation.name(), file));
      });
      return;
    }
    out.filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .ifPresent(file -> {
          throw exists(file);
        });
    Path folder =
        Optional.ofNullable(out.orElse(Path.of("file")).toAbsolutePath().getParent())
            .orElse(Path.of("/"));
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new Refusal(
          "%s is no folder that a file can be saved in; name another with --out".formatted(folder));
    }
  }

  static Refusal exists(Path file) {
    return new Refusal(
        "%s exists already and is left as it is; name another file with --out".formatted(file));
  }
}
