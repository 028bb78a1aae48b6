// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of a history is asked for, by the parameters of GeoGig's log: {@code until} and {@code
 * since} bound it, {@code offset} and {@code limit} cut a part out of that, {@code page} (from 0)
 * and {@code show} a page out of the part.
 */
record LogRange(
    Optional<String> until, Optional<String> since, int offset, int limit, int page, int show) {

  private static final int USUAL = 30;
  private static final int MOST = 1_000;

  /** What is shown, and whether there is more on the next page. */
  record Page(List<Revision> revisions, boolean more) {}

  /**
   * Reads the parameters.
   *
   * @throws HttpException 400 if one is not a number that makes sense
   */
  static LogRange of(Parameters parameters) {
    return new LogRange(
        given(parameters, "until").filter(name -> !name.equals("HEAD")),
        given(parameters, "since"),
        number(parameters, "offset", 0),
        number(parameters, "limit", Integer.MAX_VALUE),
        number(parameters, "page", 0),
        Math.min(MOST, number(parameters, "show", USUAL)));
  }

  /**
   * The page of a repository as a transaction sees it, or everybody.
   *
   * @throws HttpException 400 if a bound is no revision
   */
  Page of(Repository repository, Optional<UUID> transaction) {
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
    return repository
        .revision(id)
        .orElseThrow(
            () -> HttpException.badRequest("RefSpec doesn't resolve to a commit: '" + id + "'"));
  }

  private static Optional<String> given(Parameters parameters, String name) {
    return parameters.first(name).filter(text -> !text.isEmpty());
  }

  private static int number(Parameters parameters, String name, int usual) {
    Optional<String> text = given(parameters, name);
    try {
      int number = text.map(Integer::parseInt).orElse(usual);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text.orElse(""));
    }
    throw wrong(name, text.orElse(""));
  }

  private static HttpException wrong(String name, String text) {
    return HttpException.badRequest(
        "Invalid value '%s' specified for option: %s".formatted(text, name));
  }
}
