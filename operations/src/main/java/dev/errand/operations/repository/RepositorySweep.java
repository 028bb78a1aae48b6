// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes what an interrupted commit left: unfinished files, and data and revisions that cannot be
 * reached from the head, from a transaction or from a file under {@code refs}. Must not run while
 * somebody commits.
 */
record RepositorySweep(RepositoryFolder folder) {

  /**
   * Sweeps and puts {@code head.gpkg} right.
   *
   * @throws RepositoryDamagedException before anything is removed, if a revision that must be there
   *     is not whole
   */
  void run() throws IOException {
    Optional<String> head = folder.headId();
    Set<String> reachable = reachable(head.stream().toList());
    removeAllBut(folder.data(), ".gpkg", reachable);
    removeAllBut(folder.revisions(), ".json", reachable);
    removeUnfinished(folder.data());
    removeUnfinished(folder.revisions());
    removeUnfinished(folder.transactions().path());
    removeUnfinished(folder.path());
    if (head.isEmpty()) {
      Files.deleteIfExists(folder.headData());
    } else if (!folder.isHeadLinked(head.get())) {
      folder.linkHead(head.get());
    }
  }

  /**
   * Removes revisions that cannot be reached any more, from these neither, and leaves unfinished
   * files to those who are at work on them. Nobody may commit meanwhile.
   */
  void removeUnreachable(Collection<String> kept) throws IOException {
    List<String> from = new ArrayList<>(kept);
    folder.headId().ifPresent(from::add);
    Set<String> reachable = reachable(from);
    removeAllBut(folder.data(), ".gpkg", reachable);
    removeAllBut(folder.revisions(), ".json", reachable);
  }

  private Set<String> reachable(Collection<String> from) throws IOException {
    Deque<String> open = new ArrayDeque<>(from);
    open.addAll(refs());
    for (Transaction transaction : folder.transactions().all()) {
      transaction.head().ifPresent(open::add);
    }
    Set<String> reachable = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.remove();
      if (reachable.add(id)) {
        open.addAll(folder.readRevision(id).parents());
        if (!Files.isRegularFile(folder.dataFile(id))) {
          throw new RepositoryDamagedException(
              "The data of revision %s is missing: %s".formatted(id, folder.dataFile(id)), null);
        }
      }
    }
    return reachable;
  }

  private Set<String> refs() throws IOException {
    Set<String> ids = new HashSet<>();
    if (Files.isDirectory(folder.refs())) {
      try (Stream<Path> files = Files.walk(folder.refs())) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.getFileName().toString().startsWith(Durable.UNFINISHED))
            .forEach(file -> ids.add(folder.readId(file)));
      }
    }
    return ids;
  }

  private static void removeAllBut(Path parent, String suffix, Set<String> ids) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean named = name.endsWith(suffix) && Digests.isId(stem(name, suffix));
        if (named && !ids.contains(stem(name, suffix))) {
          Files.delete(file);
        }
      }
    }
  }

  private static String stem(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  private static void removeUnfinished(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (Stream<Path> files = Files.list(parent)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(Durable.UNFINISHED)) {
          Files.delete(file);
        }
      }
    }
  }
}
