// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Locations;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the nodes of a file are, on disk. What was added is found after the next {@link
 * #seal}. Files usually list nodes in ascending order, so usually nothing is sorted. Used, and
 * closed, by one thread.
 */
final class NodeLocations implements Locations, AutoCloseable {

  private final Path folder;
  private final LocationFile added;
  private @Nullable Arena arena;
  private @Nullable LocationFile sorted;
  private Locations sealed = id -> UNKNOWN;
  private long sealedCount;
  private int sorts;

  NodeLocations(Path folder) throws IOException {
    this.folder = folder;
    this.added = new LocationFile(folder.resolve("locations"));
  }

  void add(long id, int lon, int lat) throws IOException {
    added.add(id, Locations.pack(lon, lat));
  }

  /** Whether something was added since the last seal. */
  boolean isOpen() {
    return added.count() > sealedCount;
  }

  void seal() throws IOException {
    release();
    sealedCount = added.count();
    LocationFile file = added;
    if (!added.isAscending()) {
      sorted = LocationSort.sort(added, folder, "locations-sorted-" + sorts++);
      file = sorted;
    }
    arena = Arena.ofConfined();
    sealed = file.table(file.map(arena));
  }

  @Override
  public long find(long id) throws IOException {
    return sealed.find(id);
  }

  private void release() throws IOException {
    if (arena != null) {
      arena.close();
      arena = null;
    }
    if (sorted != null) {
      sorted.close();
      sorted = null;
    }
  }

  @Override
  public void close() throws IOException {
    release();
    added.close();
  }
}
