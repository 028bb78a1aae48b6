// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Set;

/** What the routes of one wire contract have in common. Safe for all threads. */
public interface Dialect {

  /**
   * Endings that may follow the last segment of a path after a dot and choose the format of the
   * answer, in lower case.
   */
  Set<String> suffixes();

  /** The answer to a request that ended in an exception, whether or not a route was found. */
  Response refuse(Request request, Throwable error);
}
