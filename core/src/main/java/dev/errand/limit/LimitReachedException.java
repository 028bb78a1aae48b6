// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.task.ErrandException;
import dev.errand.task.ShortTime;
import java.time.Duration;
import java.util.Optional;

/**
 * A start that a limit refuses, before anything is stored; the same may be possible later. The
 * message is for callers.
 */
public final class LimitReachedException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final transient Scope scope;
  private final transient Optional<Exhausted> rate;

  /**
   * A rate of which nothing is left.
   *
   * @param delay until another start may be let in
   */
  public record Exhausted(Rate rate, Duration delay) {}

  private LimitReachedException(Scope scope, String message, Optional<Exhausted> rate) {
    super(message);
    this.scope = scope;
    this.rate = rate;
  }

  /** So many wait as may. */
  public static LimitReachedException waiting(Scope scope, long limit) {
    String whose =
        switch (scope) {
          case Scope.OfUser _, Scope.EachUser _ -> "Your queue";
          case Scope.OfGroup _, Scope.EachGroup _ -> "The group's queue";
          case Scope.OfOperation(String name) -> "The queue of " + name;
          case Scope.All _ -> "The queue";
        };
    return new LimitReachedException(
        scope, whose + " is full: " + limit + " waiting. Try again later.", Optional.empty());
  }

  /** So many were started as may in a time; another may be after {@code delay}. */
  public static LimitReachedException rate(Scope scope, Rate rate, Duration wait) {
    String whose =
        switch (scope) {
          case Scope.OfUser _, Scope.EachUser _ -> "Your rate of starts";
          case Scope.OfGroup _, Scope.EachGroup _ -> "The group's rate of starts";
          case Scope.OfOperation(String name) -> "The rate of starts of " + name;
          case Scope.All _ -> "The rate of starts";
        };
    return new LimitReachedException(
        scope,
        "%s is %s; try again in %s.".formatted(whose, rate.text(), ShortTime.of(wait)),
        Optional.of(new Exhausted(rate, wait)));
  }

  /** What is full. */
  public Scope scope() {
    return scope;
  }

  /** Whether it is the caller's own limit, or its group's, and not one for all. */
  public boolean isCallers() {
    return switch (scope) {
      case Scope.OfUser _, Scope.EachUser _, Scope.OfGroup _, Scope.EachGroup _ -> true;
      case Scope.OfOperation _, Scope.All _ -> false;
    };
  }

  /** The rate, if it is one that refuses. */
  public Optional<Exhausted> rate() {
    return rate;
  }
}
