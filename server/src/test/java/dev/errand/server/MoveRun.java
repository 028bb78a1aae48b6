// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.DurableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code move} in a process of its own. */
final class MoveRun {

  private MoveRun() {}

  static Child start(Path folder, MoveDatabase database, String... options) {
    List<String> args =
        new ArrayList<>(List.of("move", "--from", folder.toString(), "--to", database.url()));
    args.addAll(List.of(options));
    return Child.start(DurableFiles.folderOf(folder), args.toArray(String[]::new));
  }

  static Child.Ended run(Path folder, MoveDatabase database, String... options) {
    try (Child child = start(folder, database, options)) {
      return child.ended();
    }
  }

  static Child.Ended takeBack(Path folder) {
    return Child.run(
        DurableFiles.folderOf(folder), "move", "--from", folder.toString(), "--take-back");
  }
}
