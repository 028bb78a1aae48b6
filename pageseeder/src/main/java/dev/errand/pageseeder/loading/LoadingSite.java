// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Directory;
import dev.errand.access.ForbiddenException;
import dev.errand.access.Group;
import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.groups.GroupFolders;
import dev.errand.pageseeder.groups.GroupRefusedException;
import dev.errand.pageseeder.groups.InvalidPathException;
import dev.errand.pageseeder.groups.Place;
import dev.errand.pageseeder.groups.Relocations;
import dev.errand.pageseeder.groups.Waiting;
import dev.errand.task.Principal;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Where loading zones and documents are, and who else moves files there. Safe for all threads. */
public record LoadingSite(
    Directory directory, GroupFolders folders, LoadingZones zones, Relocations relocations) {

  /**
   * The group with that id.
   *
   * @throws InvalidPathException if there is none
   */
  Group group(long id) {
    return directory
        .group(id)
        .orElseThrow(() -> new InvalidPathException("There is no group with the id " + id));
  }

  /**
   * Does nothing for a member's own zone.
   *
   * @throws ForbiddenException for one of somebody else
   */
  void requireOwn(ZoneInputs inputs, Principal principal) {
    boolean own =
        principal
            .name()
            .flatMap(directory::account)
            .filter(account -> account.id() == inputs.member())
            .isPresent();
    if (!own) {
      throw new ForbiddenException("Access forbidden: this is the loading zone of another member.");
    }
  }

  LoadingZone zone(ZoneInputs inputs) {
    return zones.zone(
        group(inputs.group()), inputs.member(), ZoneName.of(inputs.uploadid(), inputs.xlinkid()));
  }

  /** What a task does with what it keeps on disk. */
  @FunctionalInterface
  interface Work<R> {
    R run(Staging staging) throws Exception;
  }

  /** Does a task's work once no other task works on the group's files, and keeps others off. */
  <R> R inTurn(Place place, TaskContext context, Work<R> work) throws Exception {
    Waiting waiting = Waiting.of(context);
    try (FolderLocks.Held _ = context.uninterrupted(() -> turn(place, waiting));
        Staging staging = context.uninterrupted(() -> zones.staging(context.task().key()))) {
      return work.run(staging);
    }
  }

  /**
   * Does what is left to do of what was ready when a task ended, and throws it away. An attempt
   * that was abandoned, here or on another node, has the turn as long as it may still write, and is
   * waited for.
   */
  void afterwards(Place place, TaskId task, Work<?> work) throws Exception {
    try (FolderLocks.Held _ = turn(place, Waiting.FOREVER);
        Staging staging = zones.staging(task.key())) {
      if (staging.isReady()) {
        work.run(staging);
      }
      staging.discard();
    }
  }

  private FolderLocks.Held turn(Place place, Waiting waiting)
      throws IOException, CancelledException {
    return relocations.hold(List.of(Place.turn(place.group()), place), waiting);
  }

  /**
   * Keeps the folders of the group where they are while a request writes into a loading zone.
   *
   * @throws GroupRefusedException if they are on their way elsewhere
   */
  FolderLocks.Held still(Group group) throws IOException {
    return relocations.hold(List.of(inZones(group.id())));
  }

  /** A place that nobody meets but who moves all of the group. */
  static Place inZones(long group) {
    return Place.loadingZone(group, UUID.randomUUID().toString());
  }
}
