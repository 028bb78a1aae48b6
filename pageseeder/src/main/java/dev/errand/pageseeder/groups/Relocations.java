// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderLocks;
import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who works on which files of groups. Whoever does has locked them, in all processes that share the
 * folder. What goes elsewhere is also written down, durably, before it goes: one file for each
 * relocation, gone after the last step. So what a process leaves that is killed stays as it is
 * until somebody takes its places and goes on with it or puts it back. The files are the truth:
 * they are read whenever something is decided. Safe for all threads.
 */
public final class Relocations {

  private static final String FOLDER = ".relocations";

  private final RelocationFiles files;
  private final PlaceLocks locks;

  private Relocations(Path folder, FolderLocks locks) {
    this.files = new RelocationFiles(folder);
    this.locks = new PlaceLocks(locks);
  }

  /**
   * Opens what there is, changing nothing.
   *
   * @throws IOException if something of it cannot be read, naming the file
   */
  public static Relocations open(GroupFolders folders) throws IOException {
    Path folder = Files.createDirectories(folders.root().resolve(FOLDER));
    Relocations opened = new Relocations(folder, folders.locks());
    opened.all();
    return opened;
  }

  /** Those that were begun and have not ended, whether somebody works on them or not. */
  List<Relocation> all() throws IOException {
    return files.all();
  }

  Optional<Relocation> find(UUID key) throws IOException {
    return files.find(key);
  }

  /**
   * Takes files for a moment, for writes that need no record. To be closed; ends with the process,
   * too.
   *
   * @throws GroupRefusedException if somebody works on them, or they are on their way elsewhere
   */
  public FolderLocks.Held hold(List<Place> places) throws IOException {
    return take(places, Optional.empty()).orElseThrow(() -> busy(places));
  }

  /**
   * The same for who waits.
   *
   * @throws GroupRefusedException if something is still on its way there after a while
   */
  public FolderLocks.Held hold(List<Place> places, Waiting waiting)
      throws IOException, CancelledException {
    return waiting.until(() -> take(places, Optional.empty())).orElseThrow(() -> busy(places));
  }

  /**
   * Takes places for who has a relocation; its record is not in its own way.
   *
   * @return empty if somebody works there, and it is not waited for
   * @throws GroupRefusedException if something else is still on its way there after a while
   */
  Optional<FolderLocks.Held> hold(List<Place> places, UUID own, Waiting waiting)
      throws IOException, CancelledException {
    return waiting.until(() -> take(places, Optional.of(own)));
  }

  private Optional<FolderLocks.Held> take(List<Place> places, Optional<UUID> own)
      throws IOException {
    try (FolderLocks.Held _ = locks.deciding()) {
      Optional<FolderLocks.Held> held = locks.tryTake(places);
      boolean free = false;
      try {
        if (held.isPresent() && meeting(places, own).isPresent()) {
          throw busy(places);
        }
        free = true;
        return held;
      } finally {
        if (!free) {
          held.ifPresent(FolderLocks.Held::close);
        }
      }
    }
  }

  private Optional<Relocation> meeting(List<Place> places, Optional<UUID> own) throws IOException {
    return files.all().stream()
        .filter(other -> !own.equals(Optional.of(other.key())))
        .filter(other -> places.stream().anyMatch(place -> place.meetsAny(other.places())))
        .findFirst();
  }

  /**
   * Does nothing, or says why files are not where the register has them.
   *
   * @throws GroupRefusedException if they are on their way elsewhere
   */
  void requireSettled(List<Place> places) throws IOException {
    if (meeting(places, Optional.empty()).isPresent()) {
      throw busy(places);
    }
  }

  /** What is on its way there says best who works there. */
  GroupRefusedException busy(List<Place> places) {
    String by = "another request";
    try {
      by = meeting(places, Optional.empty()).map(Relocation::title).orElse(by);
    } catch (IOException unreadable) {
      // It is refused, whoever it is.
    }
    return GroupRefusal.BUSY.because(
        "Other work is being done there (%s). Try again when it has ended.", by);
  }

  /** Writes down what is to move, or that it is undone from now on. Its files have been taken. */
  void write(Relocation relocation) throws IOException {
    try (FolderLocks.Held _ = locks.deciding()) {
      files.write(relocation);
    }
  }

  /** Forgets the relocation: everything is where it belongs, durably. */
  void end(Relocation relocation) throws IOException {
    files.delete(relocation.key());
  }
}
