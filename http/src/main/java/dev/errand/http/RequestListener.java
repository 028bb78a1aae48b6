// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Optional;

/**
 * Is told of each request that the servlet has answered, for metrics. Called by the thread of the
 * request: must return at once and throw nothing. Safe for all threads.
 */
@FunctionalInterface
public interface RequestListener {

  /** Nobody wants to know. */
  RequestListener NONE = _ -> {};

  /**
   * A request that is over.
   *
   * @param dialect whose it was
   * @param route absent where none was found, or the caller is not known
   * @param status of the answer
   * @param nanos from its arrival at the servlet to the end of the answer, so for a stream the time
   *     that it was open
   */
  record Answered(Dialect dialect, Optional<Route> route, int status, long nanos) {}

  void answered(Answered request);
}
