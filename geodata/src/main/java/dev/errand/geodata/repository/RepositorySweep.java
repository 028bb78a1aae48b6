// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderLocks.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes what nobody needs any more: unfinished files of those who are gone, cancelled
 * transactions in which nobody is at work, and data and revisions that cannot be {@linkplain
 * Reachable reached}. It may run at any time beside others at work, with the commit lock held,
 * because only who holds that lock gives revisions their names.
 */
record RepositorySweep(RepositoryFolder folder, RepositoryLocks locks) {

  /** Whether there is something to {@link #run} for; needs no lock and reads no revision. */
  boolean isNeeded() throws IOException {
    return folder.sign().isThere() || folder.transactions().hasCancelled() || !left().isEmpty();
  }

  /**
   * Sweeps and puts {@code head.gpkg} right.
   *
   * @throws RepositoryDamagedException before anything is removed, if a revision that must be there
   *     is not whole
   */
  void run() throws IOException {
    boolean complete = removeUnreachable(CancelledTransactions.in(folder, locks));
    for (Path file : left()) {
      Files.deleteIfExists(file);
    }
    Optional<String> head = folder.headId();
    if (head.isEmpty()) {
      Files.deleteIfExists(folder.headData());
    } else if (!folder.isHeadLinked(head.get())) {
      folder.linkHead(head.get());
    }
    folder.sign().keepIf(!complete);
  }

  /** Removes the cancelled transactions in which nobody is at work, and what only they held. */
  void removeCancelled() throws IOException {
    CancelledTransactions cancelled = CancelledTransactions.in(folder, locks);
    if (folder.sign().isThere()) {
      run();
    } else if (cancelled.anythingToRemove()) {
      folder.sign().keepIf(!removeUnreachable(cancelled));
    } else {
      cancelled.forgetIdle(folder);
    }
  }

  private List<Path> left() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path parent :
        List.of(folder.data(), folder.revisions(), folder.transactions().path(), folder.path())) {
      left.addAll(folder.unfinished().left(parent));
    }
    return left;
  }

  /** Says whether all of it is removed, because nobody reads any of it. */
  private boolean removeUnreachable(CancelledTransactions cancelled) throws IOException {
    Set<String> reachable = new Reachable(folder).also(cancelled.keptHeads());
    cancelled.forgetIdle(folder);
    Set<String> unreachable = ids(folder.data(), ".gpkg");
    unreachable.addAll(ids(folder.revisions(), ".json"));
    unreachable.removeAll(reachable);
    boolean complete = true;
    for (String id : unreachable) {
      complete &= remove(id);
    }
    return complete;
  }

  private static Set<String> ids(Path parent, String suffix) throws IOException {
    Set<String> ids = new HashSet<>();
    try (Stream<Path> files = Files.list(parent)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .filter(Digests::isId)
          .forEach(ids::add);
    }
    return ids;
  }

  private boolean remove(String id) throws IOException {
    Optional<Held> removing = locks.removing(id);
    if (removing.isEmpty()) {
      return false;
    }
    try (Held _ = removing.get()) {
      Files.deleteIfExists(folder.dataFile(id));
      Files.deleteIfExists(folder.revisionFile(id));
      return true;
    }
  }
}
