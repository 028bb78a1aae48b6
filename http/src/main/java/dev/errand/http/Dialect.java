// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the routes of one wire contract have in common. Safe for all threads. */
public interface Dialect {

  /** A word for metrics, such as {@code geogig}. */
  String name();

  /**
   * Endings that may follow the last segment of a path after a dot and choose the format of the
   * answer, in lower case.
   */
  Set<String> suffixes();

  /**
   * The first path segments that belong to this dialect alone: it answers every address below them
   * where no route is found, and malformed ones.
   */
  default List<String> roots() {
    return List.of();
  }

  /**
   * What tells callers, at {@code /api}, of the answers that all routes of the dialect have, by its
   * {@code responses}, {@code changes} and {@code components}; and perhaps of the routes as well.
   */
  default Optional<ApiFragment> described() {
    return Optional.empty();
  }

  /**
   * Where a task stands in this dialect, with a slash at the beginning and below the base path;
   * empty if that depends on who asks. Views of the same task in other dialects link there.
   */
  default Optional<String> address(TaskId task) {
    return Optional.empty();
  }

  /** The answer to a request that ended in an exception, whether or not a route was found. */
  Response refuse(Request request, Throwable error);
}
