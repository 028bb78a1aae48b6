// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of files that are not finished yet. Each carries the mark of the opening that writes it, so
 * that others can tell whether somebody is still at work on it.
 */
record Unfinished(FolderLocks locks) {

  private static final String PREFIX = "tmp-";
  private static final Pattern MARKED = Pattern.compile("tmp-([0-9a-f]{16})-.*");

  static boolean isName(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  /** A name that nobody else has. */
  Path in(Path folder, String suffix) {
    return folder.resolve(PREFIX + locks.mark() + "-" + UUID.randomUUID() + suffix);
  }

  /**
   * Those in a folder that somebody left who is gone, or who wrote them before names carried a
   * mark; none if there is no such folder.
   */
  List<Path> left(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> left = new ArrayList<>();
    Map<String, Boolean> live = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Unfinished::isName).toList()) {
        Matcher marked = MARKED.matcher(file.getFileName().toString());
        if (!marked.matches() || !isLive(marked.group(1), live)) {
          left.add(file);
        }
      }
    }
    return left;
  }

  private boolean isLive(String mark, Map<String, Boolean> known) throws IOException {
    @Nullable Boolean live = known.get(mark);
    if (live == null) {
      live = locks.isLive(mark);
      known.put(mark, live);
    }
    return live;
  }
}
