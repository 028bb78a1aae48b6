// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.testkit.Looks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What lies in a folder with locks but for the file of the locks and folders without files. */
public final class LeftFiles {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private LeftFiles() {}

  public static List<String> in(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    FolderWalk.<IOException>walk(
        folder,
        found -> {
          if (!found.folder() && !found.path().equals(FolderLocks.FILE)) {
            files.add(found.path());
          }
        });
    return files;
  }

  /** The same, once nothing is there or after a while: what a task leaves goes after its end. */
  public static List<String> after(Path folder) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    List<String> left = in(folder);
    while (!left.isEmpty() && System.nanoTime() < end) {
      Looks.pause();
      left = in(folder);
    }
    return left;
  }
}
