// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.limit.Allowance;
import dev.errand.limit.LimitReachedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a caller is told of a limit that is reached. What it used up itself is no fault of the
 * server, whose others go on: 429, else 503.
 */
final class LimitProblem {

  /** Where nobody knows when somebody makes room. */
  private static final String SOON = "5";

  private LimitProblem() {}

  static Problem of(LimitReachedException reached) {
    return new Problem(
        reached.isCallers() ? 429 : 503,
        Objects.requireNonNullElse(reached.getMessage(), ""),
        headers(reached.allowance()));
  }

  private static Map<String, String> headers(Allowance none) {
    Map<String, String> headers = new HashMap<>(RateLimitFields.of(List.of(none)));
    headers.put(
        "Retry-After",
        none.refill()
            .map(refill -> Long.toString(RateLimitFields.wholeSeconds(refill.next())))
            .orElse(SOON));
    return headers;
  }
}
