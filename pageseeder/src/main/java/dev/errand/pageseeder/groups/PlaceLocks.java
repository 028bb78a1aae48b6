// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderBusyException;
import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps all apart that work on places which meet, in all processes that share the folder of the
 * groups. A place is locked for one alone, and what is around it for many: so only those fail that
 * want a part of what somebody has, or have a part of what somebody wants. A process that is frozen
 * keeps its locks, and one that is killed does not. Safe for all threads.
 */
record PlaceLocks(FolderLocks locks) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * A short lock, under which places are taken and records are written: who only tries is in
   * nobody's way.
   *
   * @throws GroupRefusedException if a process was frozen just then
   */
  FolderLocks.Held deciding() throws IOException {
    try {
      return locks.lock("relocations", PATIENCE);
    } catch (FolderBusyException frozen) {
      throw GroupRefusal.BUSY.because("%s", Objects.requireNonNullElse(frozen.getMessage(), ""));
    }
  }

  /**
   * All of the places or none; empty if somebody has a part of them. Does not wait. Called while
   * {@link #deciding}.
   */
  Optional<FolderLocks.Held> tryTake(Collection<Place> places) throws IOException {
    List<FolderLocks.Held> held = new ArrayList<>();
    boolean all = false;
    try {
      for (Map.Entry<String, Boolean> lock : alone(places).entrySet()) {
        Optional<FolderLocks.Held> one =
            lock.getValue() ? locks.tryLock(lock.getKey()) : locks.tryShare(lock.getKey());
        if (one.isEmpty()) {
          return Optional.empty();
        }
        held.add(one.get());
      }
      all = true;
      return Optional.of(() -> held.forEach(FolderLocks.Held::close));
    } finally {
      if (!all) {
        held.forEach(FolderLocks.Held::close);
      }
    }
  }

  /** The names of the locks, and of each whether it is wanted for one alone. */
  private static Map<String, Boolean> alone(Collection<Place> places) {
    Map<String, Boolean> alone = new TreeMap<>();
    for (Place place : places) {
      place.around().forEach(around -> alone.putIfAbsent(name(around), false));
      alone.put(name(place), true);
    }
    return alone;
  }

  private static String name(Place place) {
    return "place " + place.group() + "/" + place.path();
  }
}
