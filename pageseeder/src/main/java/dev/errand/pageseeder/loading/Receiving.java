// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Group;
import dev.errand.files.DurableFiles;
import dev.errand.files.FolderLocks;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Receives uploads beside the loading zones, so that each is there whole or not at all. */
record Receiving(LoadingSite site, Group group, long member, ZoneName name) {

  /**
   * Writes a body down and takes it into the zone. If that fails nothing is left of it.
   *
   * @throws StoreException if it cannot be stored
   */
  void raw(InputStream body, String path) throws IOException {
    Path part = Files.createTempFile(site.zones().receiving(), "upload-", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        copy(body, out);
      }
      take(part, path);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Takes a file that was received into the zone; it is gone from its place if that succeeds.
   *
   * @throws StoreException if it cannot be stored
   */
  void take(Path part, String path) {
    try (FolderLocks.Held still = site.still(group)) {
      DurableFiles.sync(part);
      // The group may have got another name while the body came in.
      site.zones().zone(site.group(group.id()), member, name).accept(part, path);
    } catch (IOException full) {
      throw full(full);
    }
  }

  /** The body tells its own faults; what remains is the disk's. */
  private static void copy(InputStream body, OutputStream out) {
    byte[] buffer = new byte[64 << 10];
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException full) {
      throw full(full);
    }
  }

  private static StoreException full(IOException cause) {
    return new StoreException("The upload could not be stored. Is the disk full?", cause);
  }
}
