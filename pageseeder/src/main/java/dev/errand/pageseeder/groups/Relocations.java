// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderBusyException;
import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is on its way, written down: one file for each relocation beside the folders of the groups,
 * durable before the first file moves and gone after the last. While it is there nobody else
 * touches the same files, in any process that shares the folder. The files are the truth: they are
 * read, under a lock, whenever something is decided. Safe for all threads.
 *
 * <p>Who moves files of a relocation, forward or back, has the turn of its groups, if a task began
 * it, and the lock of {@link #work}, if a request did, which takes no turn. Who is frozen keeps
 * them, and who is killed does not.
 */
public final class Relocations {

  private static final String FOLDER = ".relocations";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RelocationFiles files;
  private final HoldFiles holds;
  private final FolderLocks locks;

  /** Files that are somebody's for a moment. */
  @FunctionalInterface
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  private Relocations(Path folder, FolderLocks locks) {
    this.files = new RelocationFiles(folder);
    this.holds = new HoldFiles(folder, locks);
    this.locks = locks;
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

  /** The lock of a request while it is served, or put back; empty if somebody has it. */
  Optional<FolderLocks.Held> work(UUID key) throws IOException {
    return locks.tryLock("relocation " + key);
  }

  /**
   * Takes files for a moment, within which no relocation of them begins; for writes to the files of
   * a group that need no record. To be closed; ends with the process, too.
   *
   * @throws GroupRefusedException if they are on their way elsewhere, or somebody else's
   */
  public Hold hold(List<Place> places) throws IOException {
    try (FolderLocks.Held _ = lock()) {
      requireFree(places);
      return holds.add(places);
    }
  }

  /**
   * Writes down what is to move.
   *
   * @throws GroupRefusedException if some of the files are on their way already, or a group is
   *     about to get the same name
   */
  void begin(Relocation relocation) throws IOException {
    try (FolderLocks.Held _ = lock()) {
      requireFree(relocation.places());
      requireNamesFree(relocation);
      files.write(relocation);
    }
  }

  /** Writes down that the relocation is undone from now on. */
  Relocation undo(Relocation relocation, String why) throws IOException {
    Relocation undone = relocation.undone(why);
    try (FolderLocks.Held _ = lock()) {
      files.write(undone);
    }
    return undone;
  }

  /** Forgets the relocation: everything is where it belongs, durably. */
  void end(Relocation relocation) throws IOException {
    files.delete(relocation.key());
  }

  private FolderLocks.Held lock() throws IOException {
    try {
      return locks.lock("relocations", PATIENCE);
    } catch (FolderBusyException frozen) {
      throw GroupRefusal.BUSY.because("%s", Objects.requireNonNullElse(frozen.getMessage(), ""));
    }
  }

  private void requireFree(List<Place> wanted) throws IOException {
    files.deleteUnfinished();
    for (Relocation other : files.all()) {
      requireFree(wanted, other.places(), other.title());
    }
    requireFree(wanted, holds.held(), "another request");
  }

  private static void requireFree(List<Place> wanted, List<Place> taken, String by) {
    for (Place place : wanted) {
      if (taken.stream().anyMatch(place::meets)) {
        throw busy(by);
      }
    }
  }

  /** The register of groups would refuse one of two equal names, but only after their files met. */
  private void requireNamesFree(Relocation wanted) throws IOException {
    Set<String> names = names(wanted);
    for (Relocation other : files.all()) {
      if (names(other).stream().anyMatch(names::contains)) {
        throw busy(other.title());
      }
    }
  }

  private static Set<String> names(Relocation relocation) {
    Set<String> names = new HashSet<>();
    for (Relocation.Renaming renaming : relocation.renamings()) {
      names.add(renaming.from());
      names.add(renaming.to());
    }
    return names;
  }

  private static GroupRefusedException busy(String by) {
    return GroupRefusal.BUSY.because(
        "Other work is being done there (%s). Try again when it has ended.", by);
  }
}
