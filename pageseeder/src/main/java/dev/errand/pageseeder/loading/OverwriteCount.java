// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.files.FolderWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a load would replace, under the names at its top. */
final class OverwriteCount {

  private final Path destination;
  private final Map<String, Long> byTop = new LinkedHashMap<>();
  private long replaced;
  private long added;

  OverwriteCount(Path destination) {
    this.destination = destination;
  }

  /** Counts one file by its path within the destination. */
  void add(String target, boolean exists) {
    if (!exists) {
      added++;
      return;
    }
    replaced++;
    int slash = target.indexOf('/');
    String top = slash < 0 ? target : target.substring(0, slash);
    if (byTop.size() < OverwriteSummary.MOST || byTop.containsKey(top)) {
      byTop.merge(top, 1L, Long::sum);
    }
  }

  boolean isAny() {
    return replaced > 0;
  }

  /**
   * What was counted.
   *
   * @param address of the destination, for people
   */
  OverwriteSummary summary(String address) throws IOException {
    List<OverwriteSummary.Overwritten> files = new ArrayList<>();
    for (Map.Entry<String, Long> entry : byTop.entrySet()) {
      Path place = destination.resolve(entry.getKey());
      boolean folder = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
      long[] existing = {folder ? 0 : 1};
      FolderWalk.<IOException>walk(
          folder ? place : place.resolve("none"), found -> existing[0] += found.folder() ? 0 : 1);
      files.add(
          new OverwriteSummary.Overwritten(entry.getKey(), folder, existing[0], entry.getValue()));
    }
    return new OverwriteSummary(address, replaced, added, files);
  }
}
