// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.testkit.ChildJvm;
import java.nio.file.Path;

/** Another process that holds the locks named in its arguments, until it is killed. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    try (FolderLocks locks = FolderLocks.open(Path.of(args[0]));
        FolderLocks.Held _ = locks.tryLock(args[1]).orElseThrow();
        FolderLocks.Held _ = locks.tryShare(args[2]).orElseThrow()) {
      System.out.println(locks.mark());
      if (System.in.read() >= 0) {
        throw new IllegalStateException("nobody was to say anything");
      }
    }
  }

  static Process start(Path folder, String alone, String shared) throws Exception {
    return new ProcessBuilder(ChildJvm.command(LockHolder.class, folder.toString(), alone, shared))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
