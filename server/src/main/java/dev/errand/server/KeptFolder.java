// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where operations keep what outlives their tasks: in the data folder, which is one process's own,
 * or in a folder that several servers share. A folder that is shared is nobody's data folder at the
 * same time.
 */
final class KeptFolder implements AutoCloseable {

  private final Path path;
  private final Optional<ProcessLock> together;

  private KeptFolder(Path path, Optional<ProcessLock> together) {
    this.path = path;
    this.together = together;
  }

  /** Nothing is shared. */
  static KeptFolder in(DataFolder data) {
    return new KeptFolder(data.path(), Optional.empty());
  }

  /**
   * Makes a folder to share if it is missing, and holds it together with other servers.
   *
   * @throws Refusal if it cannot be made or written, is the data folder of a process that is at
   *     work, or one of both folders is in the other
   */
  static KeptFolder shared(DataFolder data, Path wanted) {
    Path folder = FolderUse.SHARED.make(wanted.toAbsolutePath().normalize());
    try {
      requireApart(data.path().toRealPath(), folder.toRealPath());
      return new KeptFolder(folder, Optional.of(ProcessLock.together(folder, FolderUse.SHARED)));
    } catch (IOException e) {
      throw FolderUse.SHARED.unusable(folder, "cannot be written (" + e + ")", e);
    }
  }

  /** Each is swept, locked, mounted and kept by rules of its own. */
  private static void requireApart(Path data, Path shared) {
    if (data.startsWith(shared) || shared.startsWith(data)) {
      throw new Refusal(
          "the shared folder %s and the data folder %s must lie apart, because each server has a data folder of its own; choose another with --data or --shared"
              .formatted(shared, data));
    }
  }

  Path path() {
    return path;
  }

  /** Whether other servers may be at work in it. */
  boolean isShared() {
    return together.isPresent();
  }

  Path repositories() {
    return path.resolve("repos");
  }

  /** Where the documents of groups lie. */
  Path groups() {
    return path.resolve("groups");
  }

  Path uploads() {
    return path.resolve("uploads");
  }

  @Override
  public void close() {
    together.ifPresent(ProcessLock::close);
  }
}
