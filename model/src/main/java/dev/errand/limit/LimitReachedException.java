// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.limit.Allowance.Refill;
import dev.errand.task.ErrandException;
import dev.errand.task.RefusedStart;
import dev.errand.task.ShortTime;
import java.time.Duration;
import java.util.Optional;

/**
 * A start that a limit refuses, before anything is stored; the same may be possible later. The
 * message is for callers.
 */
public final class LimitReachedException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final transient Allowance allowance;

  private LimitReachedException(String message, Allowance allowance) {
    super(message);
    this.allowance = allowance;
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
        whose + " is full: " + limit + " waiting. Try again later.",
        new Allowance(scope, limit, 0, Optional.empty()));
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
        "%s is %s; try again in %s.".formatted(whose, rate.text(), ShortTime.of(wait)),
        new Allowance(scope, rate.starts(), 0, Optional.of(new Refill(rate.period(), wait))));
  }

  /** What is full. */
  public Scope scope() {
    return allowance.scope();
  }

  /** The same for those who only count. */
  public RefusedStart refused() {
    RefusedStart.Whose whose =
        switch (scope()) {
          case Scope.All _ -> RefusedStart.Whose.ALL;
          case Scope.OfOperation _ -> RefusedStart.Whose.OPERATION;
          case Scope.OfUser _, Scope.EachUser _ -> RefusedStart.Whose.USER;
          case Scope.OfGroup _, Scope.EachGroup _ -> RefusedStart.Whose.GROUP;
        };
    return new RefusedStart(whose, allowance.refill().isPresent());
  }

  /** Whether it is the caller's own limit, or its group's, and not one for all. */
  public boolean isCallers() {
    return switch (scope()) {
      case Scope.OfUser _, Scope.EachUser _, Scope.OfGroup _, Scope.EachGroup _ -> true;
      case Scope.OfOperation _, Scope.All _ -> false;
    };
  }

  /** What is used up, of which nothing is left. */
  public Allowance allowance() {
    return allowance;
  }
}
