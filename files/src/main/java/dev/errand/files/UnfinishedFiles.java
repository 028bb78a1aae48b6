// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Pattern;

/**
 * Where one opening of a folder that several processes share keeps what is not finished yet: in a
 * folder whose name is the mark of the opening. So any process can tell at any time, and not only
 * when it starts, what was left by one that died, and deletes that and nothing else. Safe for all
 * threads.
 */
public final class UnfinishedFiles {

  private static final Pattern MARK = Pattern.compile("[0-9a-f]{16}");

  private final Path parent;
  private final FolderLocks locks;

  /**
   * @param parent holds the folders of all openings; exists
   * @param locks whose marks they have
   */
  public UnfinishedFiles(Path parent, FolderLocks locks) {
    this.parent = parent;
    this.locks = locks;
  }

  /** The folder of this opening; made if it is missing. */
  public Path folder() throws IOException {
    return Files.createDirectories(parent.resolve(locks.mark()));
  }

  /**
   * What time it is by the clock of the file system, which stamps the files of all processes:
   * clocks of machines differ.
   */
  public FileTime now() throws IOException {
    Path file = Files.createTempFile(folder(), "now-", "");
    try {
      return Files.getLastModifiedTime(file);
    } finally {
      Files.delete(file);
    }
  }

  /** Deletes what openings that are gone have left. */
  public void sweep() throws IOException {
    for (String name : FolderWalk.names(parent)) {
      if (isMark(name) && !locks.isLive(name)) {
        FolderWalk.delete(parent.resolve(name));
      }
    }
  }

  /** Whether that is the name of the folder of an opening. */
  public static boolean isMark(String name) {
    return MARK.matcher(name).matches();
  }
}
