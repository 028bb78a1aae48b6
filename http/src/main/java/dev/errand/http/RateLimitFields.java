// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.limit.Allowance;
import dev.errand.limit.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many more starts there may be, in the fields of draft-ietf-httpapi-ratelimit-headers-11. A
 * rate is a policy with a window, named after whose it is; a limit of what waits has none, since
 * room is made when others start.
 */
public final class RateLimitFields {

  private RateLimitFields() {}

  /** The fields by name; none if nothing is limited. */
  public static Map<String, String> of(List<Allowance> allowances) {
    return allowances.isEmpty()
        ? Map.of()
        : Map.of(
            "RateLimit-Policy", list(allowances, RateLimitFields::policy),
            "RateLimit", list(allowances, RateLimitFields::left));
  }

  private static String list(List<Allowance> allowances, Function<Allowance, String> item) {
    return allowances.stream().map(item).collect(Collectors.joining(", "));
  }

  private static String policy(Allowance allowance) {
    String window =
        allowance.refill().map(refill -> ";w=" + wholeSeconds(refill.period())).orElse("");
    return "%s;q=%d%s".formatted(name(allowance), allowance.most(), window);
  }

  private static String left(Allowance allowance) {
    String next = allowance.refill().map(refill -> ";t=" + wholeSeconds(refill.next())).orElse("");
    return "%s;r=%d%s".formatted(name(allowance), allowance.left(), next);
  }

  /** Without names of people and groups. */
  private static String name(Allowance allowance) {
    String whose =
        switch (allowance.scope()) {
          case Scope.OfUser _, Scope.EachUser _ -> "user";
          case Scope.OfGroup _, Scope.EachGroup _ -> "group";
          case Scope.OfOperation _ -> "operation";
          case Scope.All _ -> "all";
        };
    return '"' + whose + (allowance.refill().isPresent() ? "" : "-waiting") + '"';
  }

  /** At least one, rounded up. */
  static long wholeSeconds(Duration time) {
    return Math.max(1, Math.ceilDiv(time.toMillis(), 1_000));
  }
}
