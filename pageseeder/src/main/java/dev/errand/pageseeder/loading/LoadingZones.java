// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Group;
import dev.errand.files.FolderLocks;
import dev.errand.files.FolderWalk;
import dev.errand.files.UnfinishedFiles;
import dev.errand.pageseeder.groups.GroupFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The loading zones of all groups: each member has some of their own in every group. Beside them,
 * what is not finished yet: files that are being received, and the {@link Staging} of tasks. Safe
 * for all threads, of several processes.
 */
public final class LoadingZones {

  /** How long what a task has made ready waits for its next attempt. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final GroupFolders folders;
  private final UnfinishedFiles unfinished;

  private LoadingZones(GroupFolders folders) {
    this.folders = folders;
    this.unfinished = new UnfinishedFiles(folders.unfinished(), folders.locks());
  }

  /** Opens the zones, and does what {@link #sweep} does. */
  public static LoadingZones open(GroupFolders folders) throws IOException {
    Files.createDirectories(folders.unfinished());
    LoadingZones zones = new LoadingZones(folders);
    zones.sweep();
    return zones;
  }

  /**
   * Deletes what requests and attempts left whose process died, and what no attempt can take up
   * again. To be called now and then, while others are at work: what they write has a live mark.
   */
  public void sweep() throws IOException {
    unfinished.sweep();
    FileTime oldest = FileTime.from(unfinished.now().toInstant().minus(LONGEST));
    for (String name : FolderWalk.names(folders.unfinished())) {
      if (!UnfinishedFiles.isMark(name)) {
        sweep(name, oldest);
      }
    }
  }

  private void sweep(String name, FileTime oldest) throws IOException {
    Optional<FolderLocks.Held> lock = folders.locks().tryLock(lockOf(name));
    if (lock.isEmpty()) {
      return; // an attempt is at work on it
    }
    Path left = folders.unfinished().resolve(name);
    try (Staging staging = new Staging(left, fresh(), lock.get())) {
      if (!staging.isReady() || Files.getLastModifiedTime(left).compareTo(oldest) < 0) {
        staging.discard();
      }
    }
  }

  private static String lockOf(String staging) {
    return "staging " + staging;
  }

  LoadingZone zone(Group group, long member, ZoneName name) {
    return new LoadingZone(
        folders.loadingZone(group).resolve(Long.toString(member)).resolve(name.folder()));
  }

  /** The folder that files are received into. */
  Path receiving() throws IOException {
    return unfinished.folder();
  }

  /** A place where nothing is yet. */
  Path fresh() throws IOException {
    return unfinished.folder().resolve(UUID.randomUUID().toString());
  }

  /**
   * What a task keeps on disk while it runs; to be closed. Whoever asks for it has the turn of the
   * group.
   *
   * @param task its key
   */
  Staging staging(UUID task) throws IOException {
    String name = task.toString();
    FolderLocks.Held lock = folders.locks().lock(lockOf(name), PATIENCE);
    return new Staging(folders.unfinished().resolve(name), receiving().resolve(name), lock);
  }
}
