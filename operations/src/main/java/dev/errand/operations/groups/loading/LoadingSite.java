// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups.loading;

import dev.errand.access.Directory;
import dev.errand.access.ForbiddenException;
import dev.errand.access.Group;
import dev.errand.access.Principal;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.operations.groups.GroupFolders;
import dev.errand.operations.groups.GroupRefusal;
import dev.errand.operations.groups.GroupRefusedException;
import dev.errand.operations.groups.GroupTurns;
import dev.errand.operations.groups.InvalidPathException;
import dev.errand.operations.groups.Place;
import dev.errand.operations.groups.Relocations;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Where loading zones and documents are, and who else moves files there. Safe for all threads. */
public record LoadingSite(
    Directory directory,
    GroupFolders folders,
    LoadingZones zones,
    Relocations relocations,
    GroupTurns turns) {

  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

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

  /** Does a task's work once no other task works on the group's files, and keeps others off. */
  <R> R inTurn(Place place, TaskContext context, Callable<R> work) throws Exception {
    try (GroupTurns.Turn turn = turns.take(List.of(place.group()), context);
        Relocations.Hold hold = hold(place, context)) {
      return work.call();
    }
  }

  /** Requests hold places for moments, which are waited for. */
  private Relocations.Hold hold(Place place, TaskContext context) throws CancelledException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return relocations.hold(List.of(place));
      } catch (GroupRefusedException e) {
        if (e.refusal() != GroupRefusal.BUSY || System.nanoTime() > end) {
          throw e;
        }
        context.checkCancelled();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * Keeps the folders of the group where they are while a request writes into a loading zone.
   *
   * @throws GroupRefusedException if they are on their way elsewhere
   */
  Relocations.Hold still(Group group) {
    return relocations.hold(List.of(inZones(group.id())));
  }

  /** A place that nobody meets but who moves all of the group. */
  static Place inZones(long group) {
    return Place.loadingZone(group, UUID.randomUUID().toString());
  }
}
