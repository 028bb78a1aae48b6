// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** What a server has a folder for, and what is said of one that will not do. */
enum FolderUse {
  DATA("data folder", "--data"),
  SHARED("shared folder", "--shared");

  private final String words;
  private final String option;

  FolderUse(String words, String option) {
    this.words = words;
    this.option = option;
  }

  /**
   * Makes the folder if it is missing, for this user alone, and takes nothing.
   *
   * @throws Refusal if it cannot be made or read
   */
  Path make(Path folder) {
    try {
      boolean isNew = Files.notExists(folder);
      Files.createDirectories(folder);
      if (isNew) {
        keepPrivate(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw unusable(folder, "is a file, not a folder", e);
    } catch (IOException e) {
      throw unusable(folder, "cannot be made (" + e + ")", e);
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw unusable(folder, "cannot be read by this user", null);
    }
    return folder;
  }

  /**
   * Does nothing if the folder is there, or could be made, as far as can be told without that.
   *
   * @throws Refusal if not
   */
  void requireUsable(Path wanted) {
    Path folder = wanted.toAbsolutePath().normalize();
    Path there = folder;
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw there.equals(folder)
          ? unusable(folder, "is a file, not a folder", null)
          : unusable(folder, "cannot be made (" + there + " is a file)", null);
    }
    if (!Files.isWritable(there)) {
      throw unusable(folder, "cannot be written by this user", null);
    }
  }

  /** What is in it concerns this user alone: hashes of passwords, other people's documents. */
  private static void keepPrivate(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * @param why what is wrong with it, after its name
   */
  Refusal unusable(Path folder, String why, @Nullable Exception cause) {
    String message = "the %s %s %s; choose another with %s".formatted(words, folder, why, option);
    return cause == null ? new Refusal(message) : new Refusal(message, cause);
  }

  /** One that others hold. */
  Refusal inUse(Path folder, String holder) {
    return new Refusal(
        "the %s %s is in use by %s; stop what uses it, or choose another with %s"
            .formatted(words, folder, holder, option));
  }
}
