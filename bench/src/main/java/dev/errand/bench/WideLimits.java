// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import java.util.Optional;

/** Limits that are looked at with each claim and never bind the tasks that do nothing. */
final class WideLimits {

  private static final long MANY = 1_000_000;

  private WideLimits() {}

  static void none(Errand errand) {}

  /** One of another operation that fewer may run of than there are workers. */
  static void elsewhere(Errand errand) {
    Limit narrow = Limit.NONE.concurrency(3);
    errand.limits().set(new Scope.OfOperation(Gate.NAME), narrow, Optional.empty());
  }

  static void set(Errand errand) {
    Limit wide = Limit.NONE.concurrency(MANY);
    errand.limits().set(new Scope.OfOperation(NoOp.NAME), wide, Optional.empty());
    errand.limits().set(new Scope.EachUser(), wide, Optional.empty());
  }
}
