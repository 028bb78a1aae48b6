// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.DurableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code move}, in a process of its own or in this one. */
final class MoveRun {

  private MoveRun() {}

  static Child start(Path folder, MoveDatabase database, String... options) {
    return Child.start(
        DurableFiles.folderOf(folder), args(folder, database, options).toArray(String[]::new));
  }

  private static List<String> args(Path folder, MoveDatabase database, String... options) {
    List<String> args =
        new ArrayList<>(List.of("move", "--from", folder.toString(), "--to", database.url()));
    args.addAll(List.of(options));
    return args;
  }

  /** In a process of its own, to its end. */
  static Child.Ended run(Path folder, MoveDatabase database, String... options) {
    try (Child child = start(folder, database, options)) {
      return child.ended();
    }
  }

  /** In this process. */
  static CommandRun here(Path folder, MoveDatabase database, String... options) {
    return CommandRun.of(args(folder, database, options));
  }

  /** In this process. */
  static CommandRun takeBack(Path folder) {
    return CommandRun.of(List.of("move", "--from", folder.toString(), "--take-back"));
  }
}
