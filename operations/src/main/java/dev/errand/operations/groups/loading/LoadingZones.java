// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups.loading;

import dev.errand.access.Group;
import dev.errand.operations.files.FolderWalk;
import dev.errand.operations.groups.GroupFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The loading zones of all groups: each member has some of their own in every group. Beside them,
 * what is not finished yet: files that are being received, and the {@link Staging} of tasks.
 */
public final class LoadingZones {

  private static final Duration LONGEST = Duration.ofDays(7);

  private final GroupFolders folders;

  private LoadingZones(GroupFolders folders) {
    this.folders = folders;
  }

  /**
   * Opens the zones, which belong to this process alone, before any task runs. What interrupted
   * requests and attempts left, and what no attempt can take up again, is deleted.
   */
  public static LoadingZones open(GroupFolders folders) throws IOException {
    Files.createDirectories(folders.unfinished());
    Instant oldest = Instant.now().minus(LONGEST);
    for (String name : FolderWalk.names(folders.unfinished())) {
      Path left = folders.unfinished().resolve(name);
      if (!new Staging(left).isReady()
          || Files.getLastModifiedTime(left).toInstant().isBefore(oldest)) {
        FolderWalk.delete(left);
      }
    }
    return new LoadingZones(folders);
  }

  LoadingZone zone(Group group, long member, ZoneName name) {
    return new LoadingZone(
        folders.loadingZone(group).resolve(Long.toString(member)).resolve(name.folder()));
  }

  /** The folder that files are received into. */
  Path receiving() {
    return folders.unfinished();
  }

  /** A place where nothing is yet. */
  Path fresh() {
    return folders.unfinished().resolve(UUID.randomUUID().toString());
  }

  /**
   * What a task keeps on disk while it runs.
   *
   * @param task its key
   */
  Staging staging(UUID task) {
    return new Staging(folders.unfinished().resolve(task.toString()));
  }
}
