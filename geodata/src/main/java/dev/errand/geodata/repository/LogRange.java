// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of a history is asked for: bounds, a part of what is between them, a page of the part.
 *
 * @param until the newest, in place of the head
 * @param since older than all
 * @param offset how many to pass over
 * @param limit how many make the part
 * @param page from 0
 * @param show how many make a page
 */
public record LogRange(
    Optional<String> until, Optional<String> since, int offset, int limit, int page, int show) {

  /** What is shown, and whether there is more on the next page. */
  public record Page(List<Revision> revisions, boolean more) {}

  /**
   * The page of a repository as a transaction sees it, or everybody.
   *
   * @throws UnknownRevisionException if a bound is no revision
   */
  public Page of(Repository repository, Optional<UUID> transaction) {
    Optional<Revision> newest =
        until.isPresent()
            ? Optional.of(bound(repository, until.get()))
            : repository.head(transaction);
    Optional<Revision> oldest = since.map(id -> bound(repository, id));
    List<Revision> found =
        repository
            .history(newest)
            .takeWhile(revision -> !Optional.of(revision).equals(oldest))
            .skip(offset)
            .limit(limit)
            .skip((long) page * show)
            .limit(show + 1L)
            .toList();
    boolean more = found.size() > show;
    return new Page(more ? found.subList(0, show) : found, more);
  }

  private static Revision bound(Repository repository, String id) {
    return repository.revision(id).orElseThrow(() -> new UnknownRevisionException(id));
  }
}
