// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which revisions of a repository must stay. To be asked with the commit lock held. */
record Reachable(RepositoryFolder folder) {

  /**
   * What the head, transactions that are open and files under {@code refs} descend from, and these.
   *
   * @throws RepositoryDamagedException if one of them is not whole
   */
  Set<String> also(Collection<String> kept) throws IOException {
    Deque<String> open = new ArrayDeque<>(kept);
    folder.headId().ifPresent(open::add);
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
            .filter(file -> !Unfinished.isName(file))
            .forEach(file -> ids.add(folder.readId(file)));
      }
    }
    return ids;
  }
}
