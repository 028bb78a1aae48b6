// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.Json;
import dev.errand.operations.files.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * What is on its way, written down: one file for each relocation beside the folders of the groups,
 * durable before the first file moves and gone after the last. While it is there nobody else
 * touches the same files. Safe for all threads; one process at a time.
 */
public final class Relocations {

  private static final String FOLDER = ".relocations";
  private static final String SUFFIX = ".json";

  private final Path folder;

  /** Looked up at the end of every task, by a thread that must not wait for the disk. */
  private final Map<UUID, Relocation> underWay = new ConcurrentHashMap<>();

  private final Map<UUID, Hold> holds = new HashMap<>();

  /** Files that are somebody's for a moment. */
  public final class Hold implements AutoCloseable {

    private final UUID key = UUID.randomUUID();
    private final List<Place> places;

    private Hold(List<Place> places) {
      this.places = places;
    }

    @Override
    public void close() {
      synchronized (Relocations.this) {
        holds.remove(key);
      }
    }
  }

  private Relocations(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens what was left by the process before.
   *
   * @throws IOException if something of it cannot be read, naming the file
   */
  public static Relocations open(GroupFolders folders) throws IOException {
    Relocations opened = new Relocations(Files.createDirectories(folders.root().resolve(FOLDER)));
    try (Stream<Path> files = Files.list(opened.folder)) {
      for (Path file : files.toList()) {
        opened.load(file);
      }
    }
    return opened;
  }

  private void load(Path file) throws IOException {
    if (!file.toString().endsWith(SUFFIX)) {
      Files.delete(file); // was not finished, so nothing had moved
      return;
    }
    try {
      Relocation left = new Json(Files.readString(file)).as(Relocation.class);
      underWay.put(left.key(), left);
    } catch (JacksonException e) {
      throw new IOException(
          file
              + " says which files of a group were on their way, and cannot be read. Look where"
              + " they are, put them right and remove that file. ("
              + e.getOriginalMessage()
              + ")",
          e);
    }
  }

  /** Those that were begun and have not ended, whether somebody works on them or not. */
  List<Relocation> all() {
    return List.copyOf(underWay.values());
  }

  Optional<Relocation> find(UUID key) {
    return Optional.ofNullable(underWay.get(key));
  }

  /**
   * Takes files for a moment, within which no relocation of them begins; for writes to the files of
   * a group that need no record. To be closed.
   *
   * @throws GroupRefusedException if they are on their way elsewhere, or somebody else's
   */
  public synchronized Hold hold(List<Place> places) {
    requireFree(places);
    Hold hold = new Hold(List.copyOf(places));
    holds.put(hold.key, hold);
    return hold;
  }

  /**
   * Writes down what is to move.
   *
   * @throws GroupRefusedException if some of the files are on their way already
   */
  synchronized void begin(Relocation relocation) throws IOException {
    requireFree(relocation.places());
    write(relocation);
  }

  /** Writes down that the relocation is undone from now on. */
  synchronized Relocation undo(Relocation relocation, String why) throws IOException {
    Relocation undone = relocation.undone(why);
    write(undone);
    return undone;
  }

  private void write(Relocation relocation) throws IOException {
    DurableFiles.write(
        file(relocation.key()), Json.of(relocation).text().getBytes(StandardCharsets.UTF_8));
    underWay.put(relocation.key(), relocation);
  }

  /** Forgets the relocation: everything is where it belongs, durably. */
  synchronized void end(Relocation relocation) throws IOException {
    Files.deleteIfExists(file(relocation.key()));
    DurableFiles.syncFolder(folder);
    underWay.remove(relocation.key());
  }

  private Path file(UUID key) {
    return folder.resolve(key + SUFFIX);
  }

  private void requireFree(List<Place> wanted) {
    for (Relocation other : underWay.values()) {
      requireFree(wanted, other.places(), other.title());
    }
    for (Hold hold : new ArrayList<>(holds.values())) {
      requireFree(wanted, hold.places, "another request");
    }
  }

  private static void requireFree(List<Place> wanted, List<Place> taken, String by) {
    for (Place place : wanted) {
      if (taken.stream().anyMatch(place::meets)) {
        throw GroupRefusal.BUSY.because(
            "Other work is being done there (%s). Try again when it has ended.", by);
      }
    }
  }
}
