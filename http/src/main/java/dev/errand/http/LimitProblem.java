// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.limit.LimitReachedException;
import dev.errand.limit.LimitReachedException.Exhausted;
import dev.errand.limit.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a caller is told of a limit that is reached. What it used up itself is no fault of the
 * server, whose others go on: 429, else 503. A rate is told in the fields of
 * draft-ietf-httpapi-ratelimit-headers-11 as well.
 */
final class LimitProblem {

  /** Where nobody knows when somebody makes room. */
  private static final String SOON = "5";

  private LimitProblem() {}

  static Problem of(LimitReachedException reached) {
    return new Problem(
        reached.isCallers() ? 429 : 503,
        Objects.requireNonNullElse(reached.getMessage(), ""),
        headers(reached));
  }

  private static Map<String, String> headers(LimitReachedException reached) {
    Optional<Exhausted> exhausted = reached.rate();
    if (exhausted.isEmpty()) {
      return Map.of("Retry-After", SOON);
    }
    String name = '"' + name(reached.scope()) + '"';
    Exhausted rate = exhausted.get();
    long wait = seconds(rate.delay());
    return Map.of(
        "Retry-After",
        Long.toString(wait),
        "RateLimit-Policy",
        "%s;q=%d;w=%d".formatted(name, rate.rate().starts(), seconds(rate.rate().period())),
        "RateLimit",
        "%s;r=0;t=%d".formatted(name, wait));
  }

  /** Without names of people and groups. */
  private static String name(Scope scope) {
    return switch (scope) {
      case Scope.OfUser _, Scope.EachUser _ -> "user";
      case Scope.OfGroup _, Scope.EachGroup _ -> "group";
      case Scope.OfOperation _ -> "operation";
      case Scope.All _ -> "all";
    };
  }

  /** At least one, rounded up. */
  private static long seconds(Duration time) {
    return Math.max(1, Math.ceilDiv(time.toMillis(), 1_000));
  }
}
